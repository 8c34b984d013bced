import { z } from 'zod';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';

export const MAX_INTERVALS = 400;
/** How many dates of a start the answer may have a row for. */
export const MAX_START_DATES = 400;

const instantMs = z
  .int()
  .min(0)
  .max(Date.UTC(2200, 0, 1));

const range = { from: instantMs, to: instantMs };
const inOrder = { message: 'must be before "to"', path: ['from'] };
const isInOrder = ({ from, to }: { readonly from: number; readonly to: number }): boolean => from < to;

/**
 * How many of those who started come back in the intervals after their start.
 *
 * A unit starts once: at its first event that `start` selects in the range, when it was first seen, or, for `instant`, at the
 * same instant as everybody then known. It comes back with an event that `return` selects, later than the start (by time, then
 * arrival; one in the same millisecond as a start that is not an event does not count) and up to `asOf`.
 *
 * Interval 0 begins with the start. `rolling` intervals are elapsed time to the millisecond: a day 24 hours, a week 7 days, a
 * month 30. `calendar` ones are days, weeks from Monday or months in the project's time zone, interval 0 being the one that holds the start.
 * `on` counts a return in interval N, `on-or-after` one in N or later. A unit counts in interval N only when all of it has passed as of `asOf`.
 */
export const retentionSpec = z.strictObject({
  kind: z.literal('retention'),
  unit: z.enum(['user', 'account']).default('user'),
  start: z.discriminatedUnion('kind', [
    /** `from` is included, `to` is not. */
    z.strictObject({ kind: z.literal('event'), event: eventSelector, ...range }).refine(isInOrder, inOrder),
    z.strictObject({ kind: z.literal('first-seen'), ...range }).refine(isInOrder, inOrder),
    z.strictObject({ kind: z.literal('instant'), at: instantMs }),
  ]),
  return: eventSelector.default({ names: [], filters: [] }),
  count: z.enum(['on', 'on-or-after']).default('on'),
  intervals: z
    .strictObject({
      unit: z.enum(['day', 'week', 'month']).default('day'),
      kind: z.enum(['rolling', 'calendar']).default('rolling'),
      /** The last interval counted, interval 0 being the first. */
      last: z.int().min(1).max(MAX_INTERVALS).default(30),
    })
    .prefault({}),
  /** UTC ms; nothing later is looked at. Now when left out. */
  asOf: instantMs.optional(),
  /** Only its members, as of `asOf`. */
  cohort: cohortChoice.optional(),
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
});

export type RetentionSpec = z.infer<typeof retentionSpec>;
