import { durationMs } from '../../define/language/duration.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../model/time.ts';
import type { FunnelPlan } from './plan.ts';

const TIME_BOUNDS = [
  SECOND_MS,
  10 * SECOND_MS,
  MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
  3 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
  30 * DAY_MS,
  90 * DAY_MS,
];

/** Where the ranges of times to convert begin, in ms: those that were asked for, or round ones up to the conversion window. */
export function timeBounds({ spec, windowMs }: FunnelPlan): readonly number[] {
  const asked = spec.timeToConvert?.buckets;
  if (asked) return asked.map(durationMs);
  const bounds = TIME_BOUNDS.filter((bound) => bound < windowMs);
  return bounds.length > 0 ? bounds : [Math.max(1, windowMs)];
}

/** Where the ranges of "how often before" begin. */
export const FREQUENCY_BOUNDS: readonly number[] = [1, 2, 3, 4, 5, 10, 20, 50];
