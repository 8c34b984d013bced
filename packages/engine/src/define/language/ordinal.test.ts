import { describe, expect, it } from 'vitest';
import { printOrdinal, readOrdinal } from './ordinal.ts';

describe('ordinals', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [102, '102nd'],
    [111, '111th'],
    [1_000, '1000th'],
  ])('%i is %s', (n, text) => {
    expect(printOrdinal(n)).toBe(text);
    expect(readOrdinal(text)).toBe(n);
  });

  it('reads digits and an ending, and nothing else', () => {
    expect(['1TH', '3', 'rd', '3 rd', '-1st', '1.5th', '3rds'].map(readOrdinal)).toEqual([
      1,
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });
});
