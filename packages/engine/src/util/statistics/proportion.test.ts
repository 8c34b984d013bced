import { describe, expect, it } from 'vitest';
import { proportion } from './proportion.ts';

describe('the interval of a share', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17:857 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("is Newcombe's published one for %i of %i", (count, of, low, high) => {
    const found = proportion(count, of);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('ends at exactly 1 when all did, mirrors, and widens with confidence', () => {
    expect(proportion(20, 20)).toMatchObject({ high: 1, share: 1 });
    expect(proportion(20, 20).low).toBeCloseTo(1 - 0.1611, 4);
    expect(proportion(15, 148, 0.99).low).toBeLessThan(proportion(15, 148).low ?? 0);
  });

  it('says nothing of nobody', () => {
    expect(proportion(0, 0)).toEqual({ count: 0, of: 0, share: null, low: null, high: null });
  });

  it('refuses more than all', () => {
    expect(() => proportion(3, 2)).toThrow();
  });
});
