import { describe, expect, it } from 'vitest';
import type { PropertyValue } from '../../model/property-value.ts';
import { applyUpdate, type NamedUpdate } from './apply-update.ts';
import { MAX_LIST_CHARACTERS } from './limits.ts';

const MISSING = undefined;

function after(before: PropertyValue | undefined, op: NamedUpdate['op'], value: PropertyValue = ''): unknown {
  const update = { op, property: 'p', value } as NamedUpdate;
  const applied = applyUpdate(before, update);
  return applied.kind === 'value' ? applied.value : applied.kind;
}

describe('applyUpdate', () => {
  it('sets, sets once and unsets', () => {
    expect(after('a', 'set', 'b')).toBe('b');
    expect(after('a', 'set', [])).toBeNull();
    expect(after('a', 'set-once', 'b')).toBe('keep');
    expect(after(MISSING, 'set-once', 'b')).toBe('b');
    expect(after(false, 'set-once', true)).toBe('keep');
    expect(after('a', 'unset')).toBeNull();
  });

  it('adds to numbers only, from 0', () => {
    expect(after(MISSING, 'add', 2.5)).toBe(2.5);
    expect(after(3, 'add', -4)).toBe(-1);
    expect(after('3', 'add', 1)).toBe('refused');
  });

  it('makes lists, with repeats for append and prepend, without for the insert forms', () => {
    expect(after(MISSING, 'append', 'a')).toEqual(['a']);
    expect(after('a', 'append', ['a', 'b'])).toEqual(['a', 'a', 'b']);
    expect(after(['a', 'b'], 'prepend', ['c', 'd'])).toEqual(['c', 'd', 'a', 'b']);
    expect(after(['a', 'b'], 'pre-insert', ['b', 'c', 'c'])).toEqual(['c', 'a', 'b']);
    expect(after(['a', 'b'], 'post-insert', ['b', 'c'])).toEqual(['a', 'b', 'c']);
    expect(after(['a', 'b'], 'post-insert', 'a')).toBe('keep');
    expect(after([1, 2], 'append', 'x')).toEqual(['1', '2', 'x']);
  });

  it('removes values, and the property with its last value', () => {
    expect(after(['a', 'b', 'a'], 'remove', ['a', 'z'])).toEqual(['b']);
    expect(after(['a'], 'remove', 'a')).toBeNull();
    expect(after(['a'], 'remove', 'b')).toBe('keep');
    expect(after(MISSING, 'remove', 'b')).toBe('keep');
  });

  it('refuses a list that grows too long', () => {
    const half = 'x'.repeat(MAX_LIST_CHARACTERS / 2);
    expect(after([half], 'append', half)).toEqual([half, half]);
    expect(after([half], 'append', `${half}y`)).toBe('refused');
  });
});
