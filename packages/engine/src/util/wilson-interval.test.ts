import { describe, expect, it } from 'vitest';
import { proportion } from './wilson-interval.ts';

describe('proportion', () => {
  it('gives the score interval', () => {
    // R: prop.test(15, 50, correct = FALSE)$conf.int
    const { share, low, high } = proportion(15, 50);
    expect(share).toBe(0.3);
    expect(low).toBeCloseTo(0.19104, 4);
    expect(high).toBeCloseTo(0.43751, 4);
  });

  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17:857 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('is the published one for %i of %i', (successes, trials, low, high) => {
    const found = proportion(successes, trials);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('widens with the confidence asked for', () => {
    const wide = proportion(15, 148, 0.99);
    expect(wide.low).toBeLessThan(proportion(15, 148).low ?? 0);
    expect(wide.high).toBeGreaterThan(proportion(15, 148).high ?? 1);
  });

  it('refuses more than all', () => {
    expect(() => proportion(3, 2)).toThrow();
  });

  it('stays within 0 and 1, and is not certain after one trial', () => {
    expect(proportion(0, 1)).toMatchObject({ share: 0, low: 0 });
    expect(proportion(0, 1).high).toBeCloseTo(0.7935, 3);
    expect(proportion(3, 3)).toMatchObject({ share: 1, high: 1 });
  });

  it('says nothing of no trials', () => {
    expect(proportion(0, 0)).toEqual({ successes: 0, trials: 0, share: null, low: null, high: null });
  });
});
