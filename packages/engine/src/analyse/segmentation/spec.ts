import { z } from 'zod';
import { duration } from '../../define/language/duration.ts';
import { plainWindow } from '../../define/language/window.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { CALENDAR_UNITS, WEEKDAYS } from '../../util/calendar.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { segments } from '../scope/segments.ts';
import { instantMs, timeZoneName } from '../scope/time-fields.ts';
import { MAX_FORMULA_LENGTH, parseFormula } from './formula.ts';

/** The most minutes, hours, days, weeks, months or quarters of one answer. */
export const MAX_INTERVALS = 1_000;
export const MAX_VALUES = 100;
export const MAX_BREAKDOWNS = 3;
/** Series of one answer, `event` among them, and formulas. */
export const MAX_SERIES = 10;
export const MAX_FORMULAS = 10;
/** Lines times intervals of one answer. */
export const MAX_NUMBERS = 400_000;

const kind = z.literal('segmentation');
const property = z.string().min(1).max(1024);
const lastMonth = { kind: 'last', duration: { amount: 30, unit: 'day' } } as const;

/**
 * A number of the selected events. `uniques`: units that did one. `totals`: events. `average`: events per unit that did one. `distinct`:
 * how many different values a property has, of any type, each element of a list by itself. The rest are of a property's numbers, where it
 * is a number. Events where a property is not what the measure needs are left out of it and counted in the answer.
 */
export const measure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['uniques', 'totals', 'average']) }),
  z.strictObject({
    kind: z.enum(['sum', 'mean', 'min', 'max', 'distinct']),
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

/**
 * Events over time: a measure of the selected events for each interval. `event` and its `measure` are series A; those of `alsoSeries` are
 * B, C and so on.
 */
export const eventsSpec = z
  .strictObject({
    kind,
    of: z.literal('events'),
    unit: z.enum(['user', 'account']).default('user'),
    event: eventSelector,
    measure: measure.default({ kind: 'uniques' }),
    alsoSeries: z
      .array(z.strictObject({ event: eventSelector, measure: measure.default({ kind: 'uniques' }) }))
      .min(1)
      .max(MAX_SERIES - 1)
      .optional(),
    /** Lines calculated from the series, such as `A / B * 100`: see formula.ts. */
    formulas: z.array(z.string().min(1).max(MAX_FORMULA_LENGTH)).max(MAX_FORMULAS).default([]),
    interval: z.enum(CALENDAR_UNITS).default('day'),
    /** Whose minutes, hours, days, weeks, months and quarters. The project's when left out. */
    timeZone: timeZoneName.optional(),
    weekStart: z.enum(WEEKDAYS).default('monday'),
    window: plainWindow.default(lastMonth),
    /** UTC ms; nothing later is looked at. Now when left out. */
    asOf: instantMs.optional(),
    breakdown: z.array(breakdown).max(MAX_BREAKDOWNS).default([]),
    /** How many values are shown, those with most units over all series and segments; the rest come together as `other`. */
    limit: z.int().min(1).max(MAX_VALUES).default(10),
    /** Only its members, as of `asOf`. */
    cohort: cohortChoice.optional(),
    /** Named groups, each with lines of its own, as of `asOf`. Units in none of them do not count. */
    segments: segments.optional(),
  })
  .superRefine(({ formulas, alsoSeries }, { addIssue }) => {
    for (const [i, formula] of formulas.entries()) {
      const parsed = parseFormula(formula, 1 + (alsoSeries?.length ?? 0));
      if (parsed.ok) continue;
      const { message, at } = parsed.problem;
      addIssue({ code: 'custom', path: ['formulas', i], message: `at character ${at}: ${message}` });
    }
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
/** A series of a spec: which events, and what of them. */
export type SeriesSpec = Pick<EventsSpec, 'event' | 'measure'>;
export type Measure = z.infer<typeof measure>;
export type Split = z.infer<typeof split>;

/** The series of a spec in order: A is its `event`. */
export function seriesOfSpec(spec: EventsSpec): readonly SeriesSpec[] {
  return [{ event: spec.event, measure: spec.measure }, ...(spec.alsoSeries ?? [])];
}
