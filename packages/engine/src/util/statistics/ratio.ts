import { assert } from '../assert.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { criticalValue } from './normal.ts';

/** The first share over the second. The estimate is null when it is 0/0 or has 0 below. */
export interface Ratio extends Interval {
  readonly estimate: number | null;
}

/**
 * Koopman's score interval for the ratio of two independent shares (Biometrics 40:513, 1984): all ratios that a score test
 * does not reject. Unlike the interval on the logarithm it needs no made-up half counts: with no success in the first
 * group the low bound is 0, with none in the second there is no high bound (null).
 */
export function shareRatio(
  count: number,
  of: number,
  baseCount: number,
  baseOf: number,
  confidence = CONFIDENCE,
): Ratio {
  assert(count <= of && baseCount <= baseOf, 'counts are at most their totals');
  if (of === 0 || baseOf === 0) return { estimate: null, low: 0, high: null };
  const estimate = baseCount === 0 ? null : count / of / (baseCount / baseOf);
  if (count === 0 && baseCount === 0) return { estimate, low: 0, high: null };
  const limit = criticalValue(confidence) ** 2;
  const rejected = (ratio: number): boolean => scoreStatistic(ratio, count, of, baseCount, baseOf) > limit;
  return {
    estimate,
    low: count === 0 ? 0 : edge(rejected, estimate ?? Number.POSITIVE_INFINITY, 'below'),
    high: baseCount === 0 ? null : edge(rejected, estimate ?? 0, 'above'),
  };
}

/** The square of the score of "the ratio is `ratio`", the shares being the likeliest ones with that ratio. */
function scoreStatistic(ratio: number, x1: number, n1: number, x2: number, n2: number): number {
  const n = n1 + n2;
  const b = ratio * (n1 + x2) + x1 + n2;
  // The likeliest first share: the smaller root of n p^2 - b p + ratio (x1 + x2) = 0, in the form that does not cancel.
  const p1 = (2 * ratio * (x1 + x2)) / (b + Math.sqrt(Math.max(0, b * b - 4 * n * ratio * (x1 + x2))));
  const p2 = p1 / ratio;
  const variance = (p1 * (1 - p1)) / n1 + (ratio * ratio * p2 * (1 - p2)) / n2;
  const gap = x1 / n1 - (ratio * x2) / n2;
  if (gap === 0) return 0;
  return variance <= 0 ? Number.POSITIVE_INFINITY : (gap * gap) / variance;
}

/** Where rejection begins when going from `inside` outwards: doubling until it is rejected, then halving the bracket. */
function edge(rejected: (ratio: number) => boolean, inside: number, side: 'below' | 'above'): number {
  const factor = side === 'below' ? 0.5 : 2;
  let kept = inside;
  if (inside === Number.POSITIVE_INFINITY) {
    kept = 1;
    while (rejected(kept)) kept *= 2;
  } else if (inside === 0) {
    kept = 1;
    while (rejected(kept)) kept /= 2;
  }
  let out = kept * factor;
  while (!rejected(out)) {
    kept = out;
    out *= factor;
  }
  for (let i = 0; i < 200 && Math.abs(out / kept - 1) > 1e-12; i += 1) {
    const middle = Math.sqrt(out * kept);
    if (rejected(middle)) out = middle;
    else kept = middle;
  }
  return kept;
}
