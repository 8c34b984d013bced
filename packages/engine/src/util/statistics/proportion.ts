import { assert } from '../assert.ts';
import { CONFIDENCE } from './interval.ts';
import { criticalValue } from './normal.ts';

/** So many out of so many, with Wilson's interval for the share behind it. No share and no interval when `of` is 0. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Wilson's score interval for a binomial share, without continuity correction (Newcombe, Statistics in Medicine 17:857, 1998,
 * method 3). It never leaves [0, 1] and is meaningful at 0 and at all.
 */
export function proportion(count: number, of: number, confidence = CONFIDENCE): Proportion {
  assert(count >= 0 && count <= of, `a count between 0 and ${of}, not ${count}`);
  if (of === 0) return { count, of, share: null, low: null, high: null };
  const z = criticalValue(confidence);
  const p = count / of;
  const centre = 2 * count + z * z;
  const spread = z * Math.sqrt(z * z + 4 * count * (1 - p));
  const scale = 2 * (of + z * z);
  return {
    count,
    of,
    share: p,
    low: count === 0 ? 0 : (centre - spread) / scale,
    high: count === of ? 1 : (centre + spread) / scale,
  };
}
