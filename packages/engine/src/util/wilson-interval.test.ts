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

  it('stays within 0 and 1, and is not certain after one trial', () => {
    expect(proportion(0, 1)).toMatchObject({ share: 0, low: 0 });
    expect(proportion(0, 1).high).toBeCloseTo(0.7935, 3);
    expect(proportion(3, 3)).toMatchObject({ share: 1, high: 1 });
  });

  it('says nothing of no trials', () => {
    expect(proportion(0, 0)).toEqual({ successes: 0, trials: 0, share: null, low: null, high: null });
  });
});
