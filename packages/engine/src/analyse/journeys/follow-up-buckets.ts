import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.ts';

const EDGES_MS: readonly number[] = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  3 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
  30 * DAY_MS,
  90 * DAY_MS,
];

/** The upper ends of the buckets in which follow-ups within a horizon are counted; the last is the horizon itself. */
export function followUpBuckets(withinMs: number): readonly number[] {
  return [...EDGES_MS.filter((edge) => edge < withinMs), withinMs];
}
