import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { instantMs } from '../scope/time-fields.ts';

export const MAX_DAYS = 366;

/**
 * How long units usually leave between one use and the next: the median gap of each unit, over all units that used it on two days
 * or more of the project's time zone. It says by which interval retention is best asked for.
 */
export const usageIntervalSpec = z
  .strictObject({
    kind: z.literal('usage-interval'),
    unit: z.enum(['user', 'account']).default('user'),
    /** What use is; any event when left out. */
    event: eventSelector.default({ names: [], filters: [] }),
    /** Events from then on (included) and before then (not included). UTC ms. */
    from: instantMs,
    to: instantMs,
    /** UTC ms; nothing later is looked at. Now when left out. */
    asOf: instantMs.optional(),
    /**
     * `days`: from one day with an event to the next such day, in whole days; several events of a day are one use. `events`: from each
     * event to the next, elapsed time.
     */
    gaps: z.enum(['days', 'events']).default('days'),
    /** The longest gap that has a bar of its own; longer ones come together. */
    days: z.int().min(1).max(MAX_DAYS).default(30),
    /** The share of units whose median gap is to be within the usage interval. */
    share: z.number().min(0.01).max(1).default(0.8),
    /** Only its members, as of `membersAsOf`. */
    cohort: cohortChoice.optional(),
    /** UTC ms. `asOf` when left out. */
    membersAsOf: instantMs.optional(),
  })
  .refine((spec) => spec.from < spec.to, { message: 'must be before "to"', path: ['from'] });

export type UsageIntervalSpec = z.infer<typeof usageIntervalSpec>;
