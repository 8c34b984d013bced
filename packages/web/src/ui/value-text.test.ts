import { describe, expect, it } from 'vitest';
import { MOST_IN_CHART, NO_VALUE, valueText } from './value-text.ts';

describe('valueText', () => {
  it('says text as it is, lists by their elements, and what is not there', () => {
    expect(['free', 3, true, ['a', 'b'], { a: 1 }].map((value) => valueText(value))).toEqual([
      'free',
      '3',
      'true',
      'a, b',
      '{"a":1}',
    ]);
    expect(valueText(undefined)).toBe('–');
    expect(valueText(null, { none: NO_VALUE })).toBe('no value');
    expect(valueText('')).toBe('(empty text)');
  });

  it('cuts between letters, not within one', () => {
    expect(valueText('🦄'.repeat(100), { most: MOST_IN_CHART })).toBe(`${'🦄'.repeat(60)}…`);
    expect(valueText('🦄'.repeat(60), { most: MOST_IN_CHART })).toBe('🦄'.repeat(60));
  });
});
