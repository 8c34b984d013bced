import { describe, expect, it } from 'vitest';
import { percentile } from './percentile.ts';

describe('percentile', () => {
  it('lies between neighbours by straight line', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(percentile([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0.9)).toBeCloseTo(8.1, 12);
    expect(percentile([7], 0.9)).toBe(7);
    expect(percentile([1, 2], 1)).toBe(2);
  });

  it('is absent of nothing', () => {
    expect(percentile([], 0.5)).toBeUndefined();
  });
});
