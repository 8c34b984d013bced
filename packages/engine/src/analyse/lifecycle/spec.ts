import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { CALENDAR_UNITS, WEEKDAYS } from '../../util/calendar.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { instantMs, timeZoneName } from '../scope/time-fields.ts';

/** The most intervals in an answer. */
export const MAX_INTERVALS = 400;

/**
 * Who is active in each interval, and since when. Of the units with a selected event in the interval, new have none before it, current have
 * one in the interval before, resurrected have an earlier one but none in the interval before; dormant have one in the interval before
 * and none in this. Intervals are whole: the first begins at or before `from`, the last ends at or after `to`.
 */
export const lifecycleSpec = z
  .strictObject({
    kind: z.literal('lifecycle'),
    unit: z.enum(['user', 'account']).default('user'),
    /** What being active is; any event when left out. */
    event: eventSelector.default({ names: [], filters: [] }),
    /** Intervals from that with `from` to the last before `to`. UTC ms. */
    from: instantMs,
    to: instantMs,
    /** UTC ms; nothing later is looked at. Now when left out. */
    asOf: instantMs.optional(),
    interval: z.enum(CALENDAR_UNITS).exclude(['minute']).default('week'),
    /** The project's when left out. */
    timeZone: timeZoneName.optional(),
    weekStart: z.enum(WEEKDAYS).default('monday'),
    /** Only its members, as of `membersAsOf`. */
    cohort: cohortChoice.optional(),
    /** UTC ms. `asOf` when left out. */
    membersAsOf: instantMs.optional(),
  })
  .refine((spec) => spec.from < spec.to, { message: 'must be before "to"', path: ['from'] });

export type LifecycleSpec = z.infer<typeof lifecycleSpec>;
