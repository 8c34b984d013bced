import { z } from 'zod';
import {
  conversionWindow,
  exclusions,
  funnelCount,
  funnelOrder,
  funnelSteps,
  holdConstant,
  stepNumber,
} from '../../define/funnel/question.ts';
import { duration, durationMs } from '../../define/language/duration.ts';
import { plainWindow } from '../../define/language/window.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { segments } from '../scope/segments.ts';
import { instantMs } from '../scope/time-fields.ts';
import { specProblems } from './spec-problems.ts';

export const MAX_BREAKDOWN_VALUES = 100;
export const MAX_TIME_BUCKETS = 50;

const property = z.string().min(1).max(1024);

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
    steps: funnelSteps,
    /** See question.ts, as of all fields whose shape comes from there. */
    order: funnelOrder.default('this'),
    /** The range of first steps: `from` and `to`, or the time up to `asOf` that `last` says. */
    from: instantMs.optional(),
    to: instantMs.optional(),
    last: duration.optional(),
    conversionWindow: conversionWindow.default({ amount: 1, unit: 'day' }),
    count: funnelCount.default('units'),
    exclusions: exclusions.default([]),
    holdConstant: holdConstant.default([]),
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
