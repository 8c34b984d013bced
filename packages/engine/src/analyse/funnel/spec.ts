import { z } from 'zod';
import { duration, durationMs } from '../../define/language/duration.ts';
import { plainWindow } from '../../define/language/window.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { filterScope } from '../../define/selector/property-filter.ts';
import { DAY_MS } from '../../model/time.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { segments } from '../scope/segments.ts';
import { instantMs } from '../scope/time-fields.ts';
import { specProblems } from './spec-problems.ts';

export const MAX_STEPS = 40;
export const MAX_CONVERSION_WINDOW_MS = 366 * DAY_MS;
export const MAX_BREAKDOWN_VALUES = 100;
export const MAX_EXCLUSIONS = 10;
export const MAX_HELD = 3;
export const MAX_TIME_BUCKETS = 50;

const property = z.string().min(1).max(1024);
/** A step by its number, counted from 1 in the order they are listed. */
const stepNumber = z.int().min(1).max(MAX_STEPS);

const step = eventSelector.extend({
  /** Users may leave it out: it changes nothing in the counts of the other steps. */
  optional: z.boolean().optional(),
});

/** An elapsed time (a day is 24 hours), at most 366 days; or within one session. */
const conversionWindow = z.union([
  duration.refine((value) => durationMs(value) <= MAX_CONVERSION_WINDOW_MS, 'at most 366 days'),
  z.strictObject({
    /** `sent`: the sender's session ids; what happened out of any takes no part. `pauses`: sessions end with a pause of over 30 minutes. */
    session: z.enum(['sent', 'pauses']),
  }),
]);

const exclusion = z.strictObject({
  event: eventSelector,
  /** Between this step and `before`. The first when left out. */
  after: stepNumber.optional(),
  /** The last step when left out. */
  before: stepNumber.optional(),
});

const breakdown = z.strictObject({
  /** `account`: a property of the account, as it stood at the event; of users' events, of the first account that the event names. */
  scope: z.enum(['event', 'user', 'account']),
  property,
  limit: z.int().min(1).max(MAX_BREAKDOWN_VALUES).default(10),
  /** Whose event carries the value: the first step's when left out. */
  step: stepNumber.optional(),
  /** A list is one value, or each element counts by itself, so that one unit may be in several rows. Of `hits` always each. */
  lists: z.enum(['whole', 'each']).default('whole'),
  /** In place of a step's event: the values on all such events that the unit did, such as every limit it hit. */
  hits: z
    .strictObject({
      event: eventSelector,
      /** The funnel's own range when left out. */
      window: plainWindow.optional(),
    })
    .optional(),
});

/**
 * How many of those who did the first step did the next ones after it.
 *
 * A path is one event for each step that may not be left out, each later than the one before it (by time, then arrival) and none used twice,
 * the last no more than `conversionWindow` after the first; other events may lie between. A unit counts once, with its longest path; of those
 * equally long with the earliest, comparing the first step's event, then the second's, and so on. `from` (included) and `to` (not
 * included) bound the event that a path begins with. Nothing after `asOf` is looked at. The options narrow what is a path, or say what is counted:
 * docs/analyses.md has each in full.
 */
export const funnelSpec = z
  .strictObject({
    kind: z.literal('funnel'),
    unit: z.enum(['user', 'account']).default('user'),
    steps: z.array(step).min(2).max(MAX_STEPS),
    /**
     * `this`: as they are listed. `any`: the first k steps in whatever order reach step k; one event may fill several. `exact`: as
     * they are listed, and no event of any kind between a step and the next.
     */
    order: z.enum(['this', 'any', 'exact']).default('this'),
    /** The range of first steps: `from` and `to`, or the time up to `asOf` that `last` says. */
    from: instantMs.optional(),
    to: instantMs.optional(),
    last: duration.optional(),
    conversionWindow: conversionWindow.default({ amount: 1, unit: 'day' }),
    /**
     * `units`: each user or account once. `each`: each pair of one with a held value, and each session in a session funnel. `totals`: every
     * attempt; one begins with a first step that no attempt is under way at, and is over with its last step or its conversion window.
     */
    count: z.enum(['units', 'each', 'totals']).default('units'),
    /** No path with one of these between the two steps. */
    exclusions: z.array(exclusion).max(MAX_EXCLUSIONS).default([]),
    /** Every step carries the same value of these. A list has each of its elements. */
    holdConstant: z
      .array(z.strictObject({ scope: filterScope, property }))
      .max(MAX_HELD)
      .default([]),
    /** Only units first seen in the range; with `first-day`, and whose path begins on that day of the project's time zone. */
    newOnly: z.enum(['in-range', 'first-day']).optional(),
    /** UTC ms. Now when left out. */
    asOf: instantMs.optional(),
    /** Only its members, as of `membersAsOf`. */
    cohort: cohortChoice.optional(),
    /** UTC ms. `asOf` when left out; the start of the range, for a funnel that knows nothing of what the members did in it. */
    membersAsOf: instantMs.optional(),
    /** The value that a step's event carries: the `limit` values with most units, and the rest as one. */
    breakdown: breakdown.optional(),
    /** Groups side by side, each against the first one. Membership is as of `membersAsOf`. */
    segments: segments.optional(),
    /** How long the steps took: median, 90th percentile, mean, and how many took how long. */
    timeToConvert: z
      .strictObject({
        /** Where the ranges of the distribution begin, ascending. */
        buckets: z
          .array(duration)
          .min(1)
          .max(MAX_TIME_BUCKETS)
          .refine((list) => ascending(list.map(durationMs)), 'must be in ascending order')
          .optional(),
      })
      .optional(),
    /** How often units did an event (the first step's when left out) from `from` on before they reached a step (the last when left out). */
    frequency: z.strictObject({ event: eventSelector.optional(), before: stepNumber.optional() }).optional(),
    /** Conversion by when the path began, in the project's time zone. In each period a unit counts anew, with the paths begun in it. */
    overTime: z.strictObject({ interval: z.enum(['hour', 'day', 'week', 'month']) }).optional(),
  })
  .superRefine((spec, context) => {
    for (const { path, message } of specProblems(spec))
      context.addIssue({ code: 'custom', message, path: [...path] });
  });

export type FunnelSpec = z.infer<typeof funnelSpec>;
export type FunnelBreakdownSpec = NonNullable<FunnelSpec['breakdown']>;

function ascending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > Number(values[i - 1]));
}
