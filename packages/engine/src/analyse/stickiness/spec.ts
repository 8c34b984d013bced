import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { WEEKDAYS } from '../../util/calendar.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { segments } from '../scope/segments.ts';
import { instantMs, timeZoneName } from '../scope/time-fields.ts';

/** The most intervals in an answer. */
export const MAX_INTERVALS = 400;

/** What each interval is divided into. */
export const PART_OF = { day: 'hour', week: 'day', month: 'day' } as const;

/**
 * Of the units with a selected event in an interval, in how many of its parts they had one: days of a week or a month, hours of a day. Intervals
 * are whole: the first begins at or before `from`, the last ends at or after `to`.
 */
export const stickinessSpec = z
  .strictObject({
    kind: z.literal('stickiness'),
    unit: z.enum(['user', 'account']).default('user'),
    /** What being active is; any event when left out. */
    event: eventSelector.default({ names: [], filters: [] }),
    /** Intervals from that with `from` to the last before `to`. UTC ms. */
    from: instantMs,
    to: instantMs,
    /** UTC ms; nothing later is looked at. Now when left out. */
    asOf: instantMs.optional(),
    interval: z.enum(['day', 'week', 'month']).default('week'),
    /** The project's when left out. */
    timeZone: timeZoneName.optional(),
    weekStart: z.enum(WEEKDAYS).default('monday'),
    /** Only its members, as of `membersAsOf`. */
    cohort: cohortChoice.optional(),
    /** Named groups beside each other, as of `membersAsOf`. Units in none of them do not count. */
    segments: segments.optional(),
    /** UTC ms. `asOf` when left out. */
    membersAsOf: instantMs.optional(),
  })
  .refine((spec) => spec.from < spec.to, { message: 'must be before "to"', path: ['from'] });

export type StickinessSpec = z.infer<typeof stickinessSpec>;
