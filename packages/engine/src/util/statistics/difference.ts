import { CONFIDENCE, type Interval } from './interval.ts';
import { proportion } from './proportion.ts';

/** The first share less the second. */
export interface Difference extends Interval {
  readonly estimate: number | null;
}

/** Newcombe's interval for the difference of two independent shares, from their Wilson intervals (Statistics in Medicine 17:873, 1998, method 10). */
export function shareDifference(
  count: number,
  of: number,
  baseCount: number,
  baseOf: number,
  confidence = CONFIDENCE,
): Difference {
  const a = proportion(count, of, confidence);
  const b = proportion(baseCount, baseOf, confidence);
  if (a.share === null || a.low === null || a.high === null) return NONE;
  if (b.share === null || b.low === null || b.high === null) return NONE;
  const estimate = a.share - b.share;
  return {
    estimate,
    low: estimate - Math.hypot(a.share - a.low, b.high - b.share),
    high: estimate + Math.hypot(a.high - a.share, b.share - b.low),
  };
}

const NONE: Difference = { estimate: null, low: null, high: null };
