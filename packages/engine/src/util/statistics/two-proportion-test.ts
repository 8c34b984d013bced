import { normalUpperTail } from './normal.ts';

export interface TwoProportionTest {
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * The pooled z test of "both shares are the same" (Agresti, Categorical Data Analysis, 3rd ed., section 3.1). Undefined when a
 * group is empty or all of both groups answered alike, for then there is nothing to test. Approximate below about five
 * successes or failures in a group: look at the interval.
 */
export function twoProportionTest(
  count: number,
  of: number,
  baseCount: number,
  baseOf: number,
): TwoProportionTest | undefined {
  const pooled = (count + baseCount) / (of + baseOf);
  const variance = pooled * (1 - pooled) * (1 / of + 1 / baseOf);
  if (of === 0 || baseOf === 0 || variance === 0) return undefined;
  const z = (count / of - baseCount / baseOf) / Math.sqrt(variance);
  return { z, p: Math.min(1, 2 * normalUpperTail(Math.abs(z))) };
}
