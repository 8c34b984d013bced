/**
 * An estimate's interval at a stated confidence. A bound is null where the data set none: the ratio of two shares has no
 * upper bound while the second group has no success.
 */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/** The confidence of every interval that names no other. */
export const CONFIDENCE = 0.95;
