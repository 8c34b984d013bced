import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, WEEK_MS } from '../../model/time.ts';

const UNIT_MS = {
  millisecond: 1,
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: WEEK_MS,
} as const satisfies Record<DurationUnit, number>;

export const DURATION_UNITS = ['millisecond', 'second', 'minute', 'hour', 'day', 'week'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** An elapsed time: a day is 24 hours. Kept as written, so that 14 days prints as 14 days and not as 2 weeks. */
export const duration = z.strictObject({
  amount: z.int().min(1).max(1_000_000),
  unit: z.enum(DURATION_UNITS),
});

export type Duration = z.infer<typeof duration>;

export function durationMs(value: Duration): number {
  return value.amount * UNIT_MS[value.unit];
}
