import { z } from 'zod';
import { duration, durationMs } from '../../define/language/duration.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { filterScope } from '../../define/selector/property-filter.ts';
import { DAY_MS } from '../../model/time.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';

export const MAX_STEPS = 40;
export const MAX_CONVERSION_WINDOW_MS = 366 * DAY_MS;
export const MAX_BREAKDOWN_VALUES = 100;

const instantMs = z
  .int()
  .min(0)
  .max(Date.UTC(2200, 0, 1));

/**
 * How many of those who did the first step did the next ones after it, in this order, other events between them allowed.
 *
 * A path is one event for each step, each later than the one before it (by time, then arrival) and none used twice, the last no
 * more than `conversionWindow` after the first. A unit counts once, with its longest path; of those equally long with the
 * earliest, comparing the first step's event, then the second's, and so on. `from` (included) and `to` (not included) bound
 * the first step alone. Nothing after `asOf` is looked at.
 */
export const funnelSpec = z
  .strictObject({
    kind: z.literal('funnel'),
    unit: z.enum(['user', 'account']).default('user'),
    steps: z.array(eventSelector).min(2).max(MAX_STEPS),
    from: instantMs,
    to: instantMs,
    /** An elapsed time: a day is 24 hours. At most 366 days. */
    conversionWindow: duration
      .refine((value) => durationMs(value) <= MAX_CONVERSION_WINDOW_MS, 'at most 366 days')
      .default({ amount: 1, unit: 'day' }),
    /** UTC ms. Now when left out. */
    asOf: instantMs.optional(),
    /** Only its members, as of `membersAsOf`. */
    cohort: cohortChoice.optional(),
    /** UTC ms. `asOf` when left out; the start of the range, for a funnel that knows nothing of what the members did in it. */
    membersAsOf: instantMs.optional(),
    /** The value that the first step's event carries, its own or the user's: the `limit` values with most units, and the rest as one. */
    breakdown: z
      .strictObject({
        scope: filterScope,
        property: z.string().min(1).max(1024),
        limit: z.int().min(1).max(MAX_BREAKDOWN_VALUES).default(10),
      })
      .optional(),
  })
  .refine((spec) => spec.from < spec.to, { message: 'must be before "to"', path: ['from'] });

export type FunnelSpec = z.infer<typeof funnelSpec>;
export type FunnelBreakdownSpec = NonNullable<FunnelSpec['breakdown']>;
