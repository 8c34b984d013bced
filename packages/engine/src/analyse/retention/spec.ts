import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { WEEKDAYS } from '../../util/calendar.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { segments } from '../scope/segments.ts';
import { instantMs } from '../scope/time-fields.ts';

export const MAX_INTERVALS = 400;
/** How many dates of a start the answer may have a row for. */
export const MAX_START_DATES = 400;
export const MAX_BRACKETS = 100;
export const MAX_BREAKDOWN_VALUES = 100;
/** Return events in all: `return` and those of `alsoReturn`. */
export const MAX_RETURNS = 5;

const range = { from: instantMs, to: instantMs };
const inOrder = { message: 'must be before "to"', path: ['from'] };
const isInOrder = ({ from, to }: { readonly from: number; readonly to: number }): boolean => from < to;

const bracket = z
  .strictObject({ from: z.int().min(0).max(MAX_INTERVALS), to: z.int().min(1).max(MAX_INTERVALS) })
  .refine(isInOrder, inOrder);

const intervals = z
  .strictObject({
    unit: z.enum(['day', 'week', 'month']).default('day'),
    kind: z.enum(['rolling', 'calendar']).default('rolling'),
    /** The last interval counted, interval 0 being the first. Without meaning beside `brackets`. */
    last: z.int().min(1).max(MAX_INTERVALS).default(30),
    /**
     * Several intervals counted as one, in place of each by itself: `from` is included, `to` is not, so days 1 to 6 are
     * { from: 1, to: 7 }. In order, none overlapping; there may be gaps.
     */
    brackets: z
      .array(bracket)
      .min(1)
      .max(MAX_BRACKETS)
      .refine((list) => list.every(({ from }, i) => i === 0 || from >= Number(list[i - 1]?.to)), {
        message: 'must be in order and not overlap',
      })
      .optional(),
    /** On which weekday a week begins: of calendar weeks, and of the dates of starts by week. */
    weekStart: z.enum(WEEKDAYS).default('monday'),
  })
  .prefault({});

/**
 * How many of those who started come back in the intervals after their start.
 *
 * A unit starts at an event that `start` selects in the range, when it was first seen, or, for `instant`, at the same instant as
 * everybody then known. It comes back with an event that `return` selects, later than the start (by time, then arrival; one in the
 * same millisecond as a start that is not an event does not count) and up to `asOf`.
 *
 * Interval 0 begins with the start. `rolling` intervals are elapsed time to the millisecond: a day 24 hours, a week 7 days, a
 * month 30. `calendar` ones are days, weeks or months in the project's time zone, interval 0 being the one that holds the start.
 * `on` counts a return in interval N, `on-or-after` one in N or later, `streak` a return in each interval from the first one counted up to N,
 * where the start itself stands for interval 0. A unit counts in interval N only when all of it has passed as of `asOf`.
 */
export const retentionSpec = z
  .strictObject({
    kind: z.literal('retention'),
    unit: z.enum(['user', 'account']).default('user'),
    start: z.discriminatedUnion('kind', [
      /**
       * `from` is included, `to` is not. Which of the unit's events is its start: the `first` in the range; the `first-ever`, when
       * it lies in the range; or, `recurring`, the first in each day, week or month (of `intervals.unit`, in the project's time zone), so
       * that the unit starts on several dates and counts once where dates come together.
       */
      z
        .strictObject({
          kind: z.literal('event'),
          event: eventSelector,
          which: z.enum(['first', 'first-ever', 'recurring']).default('first'),
          ...range,
        })
        .refine(isInOrder, inOrder),
      z.strictObject({ kind: z.literal('first-seen'), ...range }).refine(isInOrder, inOrder),
      z.strictObject({ kind: z.literal('instant'), at: instantMs }),
    ]),
    return: eventSelector.default({ names: [], filters: [] }),
    /** Further return events, each with a curve of its own beside that of `return`. */
    alsoReturn: z
      .array(eventSelector)
      .min(1)
      .max(MAX_RETURNS - 1)
      .optional(),
    count: z.enum(['on', 'on-or-after', 'streak']).default('on'),
    intervals,
    /** UTC ms; nothing later is looked at. Now when left out. */
    asOf: instantMs.optional(),
    /** Only its members, as of `membersAsOf`. */
    cohort: cohortChoice.optional(),
    /** UTC ms, for `cohort` and `segments`. `asOf` when left out; as of an instant before the start it knows nothing of who came back. */
    membersAsOf: instantMs.optional(),
    /**
     * Members of a cohort beside the members of another, or beside everybody else who started. Membership is as of `asOf` (of the
     * spec when left out); as of an instant before the start it knows nothing of who came back.
     */
    compare: z
      .strictObject({
        cohort: cohortChoice,
        baseline: cohortChoice.optional(),
        asOf: instantMs.optional(),
      })
      .optional(),
    /** Named groups side by side, each compared with the first. Units in none of them do not count. */
    segments: segments.optional(),
    /**
     * A curve for each of the `limit` values with most units, and one for the rest together. `event`: as the event of the start carries it.
     * `user`: the same of the user's property, or, where the start is no event, as it stood at the start. `account`: as it stood at the start,
     * of the account, or for users of the first account that the event of the start names. A list counts under each element.
     */
    breakdown: z
      .strictObject({
        scope: z.enum(['event', 'user', 'account']),
        property: z.string().min(1).max(1024),
        limit: z.int().min(1).max(MAX_BREAKDOWN_VALUES).default(10),
      })
      .optional(),
    /** The place of an interval or bracket, whose change over the dates of the start is to be shown by itself. */
    overTime: z.int().min(0).max(MAX_INTERVALS).optional(),
  })
  .refine((spec) => !(spec.segments && spec.breakdown), {
    message: 'give segments or a breakdown, not both: for one segment broken down, give it as "cohort"',
    path: ['breakdown'],
  })
  .refine((spec) => !(spec.compare && (spec.segments || spec.breakdown)), {
    message: 'is a comparison of two groups by itself: with segments or a breakdown leave it out',
    path: ['compare'],
  })
  .refine((spec) => spec.overTime === undefined || isCounted(spec.overTime, spec.intervals), {
    message: 'is past the last interval: choose one that is counted, the first being 0, or count more',
    path: ['overTime'],
  })
  .refine(({ start, unit, breakdown }) => canBreakDown(start.kind, unit, breakdown?.scope), {
    message:
      'only the event of a start says it: give a start of kind "event", or break down by a property of the unit itself',
    path: ['breakdown', 'scope'],
  });

/** Is that interval, or bracket, among those counted? */
function isCounted(place: number, { brackets, last }: z.infer<typeof intervals>): boolean {
  return place < (brackets?.length ?? last + 1);
}

/** A start that is no event has the unit's own properties and no others. */
function canBreakDown(start: string, unit: string, scope: string | undefined): boolean {
  return scope === undefined || start === 'event' || scope === unit;
}

export type RetentionSpec = z.infer<typeof retentionSpec>;
export type RetentionIntervals = RetentionSpec['intervals'];
export type RetentionBreakdownSpec = NonNullable<RetentionSpec['breakdown']>;
