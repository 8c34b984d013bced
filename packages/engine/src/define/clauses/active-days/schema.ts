import { z } from 'zod';
import { namedZone } from '../../language/named-zone.ts';
import { window } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';
import { countComparison } from '../event-count/schema.ts';

/** The most days that a clause may ask for. */
export const MAX_DAYS = 10_000;

/**
 * Did the event on a number of different calendar days: days in UTC, or in the time zone named. Of a rolling window the first
 * day is cut where the window begins.
 */
export const activeDaysClause = z.strictObject({
  kind: z.literal('active-days'),
  event: eventSelector,
  op: countComparison,
  days: z.int().min(0).max(MAX_DAYS),
  timeZone: namedZone.optional(),
  window,
});

export type ActiveDaysClause = z.infer<typeof activeDaysClause>;
