import { z } from 'zod';
import { isTimeZone } from '../../../util/calendar.ts';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';
import { countComparison } from '../event-count/schema.ts';

/** The most days that a clause may ask for. */
export const MAX_DAYS = 10_000;

/** A zone by its name in the IANA database, such as `Europe/Berlin`; offsets such as `+02:00` are none. */
export function isNamedZone(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) && isTimeZone(name);
}

/**
 * Did the event on a number of different calendar days: days in UTC, or in the time zone named. Of a rolling window the first
 * day is cut where the window begins.
 */
export const activeDaysClause = z.strictObject({
  kind: z.literal('active-days'),
  event: eventSelector,
  op: countComparison,
  days: z.int().min(0).max(MAX_DAYS),
  timeZone: z
    .string()
    .max(100)
    .refine(isNamedZone, { error: 'Give the name of a time zone, such as Europe/Berlin' })
    .optional(),
  window,
});

export type ActiveDaysClause = z.infer<typeof activeDaysClause>;
