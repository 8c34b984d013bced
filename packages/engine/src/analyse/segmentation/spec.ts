import { z } from 'zod';
import { duration } from '../../define/language/duration.ts';
import { plainWindow } from '../../define/language/window.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';

/** The most hours, days, weeks or months of one answer. */
export const MAX_INTERVALS = 1_000;
export const MAX_VALUES = 100;

const kind = z.literal('segmentation');
const property = z.string().min(1).max(1024);
const instantMs = z
  .int()
  .min(0)
  .max(Date.UTC(2200, 0, 1));
const lastMonth = { kind: 'last', duration: { amount: 30, unit: 'day' } } as const;

/**
 * A number of the selected events. `uniques`: units that did one. `totals`: events. `average`: events per unit that did one. The rest
 * are of a property's numbers, where it is a number; events where it is not are left out and counted in the answer.
 */
export const measure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['uniques', 'totals', 'average']) }),
  z.strictObject({
    kind: z.enum(['sum', 'mean', 'min', 'max']),
    scope: z.enum(['event', 'user']).default('event'),
    property,
  }),
  z.strictObject({
    kind: z.literal('percentile'),
    scope: z.enum(['event', 'user']).default('event'),
    property,
    percentile: z.number().min(0).max(100),
  }),
]);

/**
 * A property to split by. `event` and `user`: as the event carries it. `account`: of the account in whose history the event is, or for users
 * the first that the event names, as it stood at the event. An event whose value is a list counts under each element.
 */
const breakdown = z.strictObject({ scope: z.enum(['event', 'user', 'account']), property });

/** Events over time: a measure of the selected events for each hour, day, week or month of the project's time zone. */
export const eventsSpec = z.strictObject({
  kind,
  of: z.literal('events'),
  unit: z.enum(['user', 'account']).default('user'),
  event: eventSelector,
  measure: measure.default({ kind: 'uniques' }),
  interval: z.enum(['hour', 'day', 'week', 'month']).default('day'),
  window: plainWindow.default(lastMonth),
  /** UTC ms; nothing later is looked at. Now when left out. */
  asOf: instantMs.optional(),
  breakdown: z.array(breakdown).max(2).default([]),
  /** How many values are shown, those with most units; the rest come together as `other`. */
  limit: z.int().min(1).max(MAX_VALUES).default(10),
  /** Only its members, as of `asOf`. */
  cohort: cohortChoice.optional(),
});

/** Ascending numbers between which ranges lie: [10, 50] makes under 10, 10 to under 50, and 50 or more. */
const bounds = (bound: z.ZodNumber) =>
  z
    .array(bound)
    .min(1)
    .max(20)
    .refine(
      (list) => list.every((value, i) => i === 0 || value > Number(list[i - 1])),
      'must be in ascending order',
    );

const split = z.discriminatedUnion('by', [
  /** By the member's own property as of `asOf`. */
  z.strictObject({ by: z.literal('property'), property }),
  /** By the values of a property of the events that the member did, such as the limits hit. One member may be in several. */
  z.strictObject({
    by: z.literal('limit'),
    event: eventSelector,
    property: property.default('limit'),
    window: plainWindow.default(lastMonth),
  }),
  /** By how often the member did any such event, or on how many days of the project's time zone. */
  z.strictObject({
    by: z.literal('frequency'),
    measure: z.enum(['events', 'active-days']).default('events'),
    event: eventSelector.default({ names: [], filters: [] }),
    window: plainWindow.default(lastMonth),
    buckets: bounds(z.number().int().min(1).max(1_000_000_000)).default([1, 4, 10, 30]),
  }),
  /** By the member's own number as of `asOf`, such as the size of the company. */
  z.strictObject({
    by: z.literal('size'),
    property,
    buckets: bounds(z.number()).default([10, 50, 200, 1_000]),
  }),
]);

/** The members of a cohort as of an instant, split into segments that can be cohorts of their own. */
export const cohortSpec = z.strictObject({
  kind,
  of: z.literal('cohort'),
  unit: z.enum(['user', 'account']).default('user'),
  cohort: cohortChoice,
  /** UTC ms. Now when left out; with a goal, choose an instant since which its horizon has passed. */
  asOf: instantMs.optional(),
  split,
  /** How many values are shown, those with most members; members who have none of these come together as `other`. */
  limit: z.int().min(1).max(MAX_VALUES).default(10),
  /** Which members did this event after `asOf`, up to and at `within` later. */
  goal: z
    .strictObject({ event: eventSelector, within: duration.default({ amount: 30, unit: 'day' }) })
    .optional(),
});

export const segmentationSpec = z.discriminatedUnion('of', [eventsSpec, cohortSpec]);

export type EventsSpec = z.infer<typeof eventsSpec>;
export type CohortSplitSpec = z.infer<typeof cohortSpec>;
export type SegmentationSpec = z.infer<typeof segmentationSpec>;
export type Measure = z.infer<typeof measure>;
export type Split = z.infer<typeof split>;
