import { describe, expect, it } from 'vitest';
import { lineDiff } from './line-diff.ts';

function marked(before: string, after: string): string[] {
  return lineDiff(before, after).map(
    ({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`,
  );
}

describe('lineDiff', () => {
  it('keeps what both have, and tells what went before what came', () => {
    expect(marked('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
    expect(marked('a', 'a\nb')).toEqual([' a', '+b']);
    expect(marked('a\nb', 'b')).toEqual(['-a', ' b']);
    expect(marked('same', 'same')).toEqual([' same']);
    expect(marked('a\nb\nc\nd', 'b\nd\ne')).toEqual(['-a', ' b', '-c', ' d', '+e']);
  });
});
