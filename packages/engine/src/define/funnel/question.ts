import { z } from 'zod';
import { DAY_MS } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { duration, durationMs } from '../language/duration.ts';
import { eventSelector } from '../selector/event-selector.ts';
import { filterScope } from '../selector/property-filter.ts';

export const MAX_STEPS = 40;
export const MAX_CONVERSION_WINDOW_MS = 366 * DAY_MS;
export const MAX_EXCLUSIONS = 10;
export const MAX_HELD = 3;

/** A step by its number, counted from 1 in the order they are listed. */
export const stepNumber = z
  .int()
  .min(1, 'steps are counted from 1')
  .max(MAX_STEPS, `a funnel has at most ${MAX_STEPS} steps`);

const step = eventSelector.extend({
  /** Users may leave it out: it changes nothing in the counts of the other steps. */
  optional: z.boolean().optional(),
});

export const funnelSteps = z
  .array(step)
  .min(2, 'a funnel has at least 2 steps')
  .max(MAX_STEPS, `a funnel has at most ${MAX_STEPS} steps`);

/**
 * `this`: as they are listed. `any`: the first k steps in whatever order reach step k; one event may fill several. `exact`: as
 * they are listed, and no event of any kind between a step and the next.
 */
export const funnelOrder = z.enum(['this', 'any', 'exact']);

/** An elapsed time (a day is 24 hours), at most 366 days; or within one session. */
export const conversionWindow = z.union([
  duration.refine((value) => durationMs(value) <= MAX_CONVERSION_WINDOW_MS, 'at most 366 days'),
  z.strictObject({
    /** `sent`: the sender's session ids; what happened out of any takes no part. `pauses`: sessions end with a pause of over 30 minutes. */
    session: z.enum(['sent', 'pauses']),
  }),
]);

/**
 * `units`: each user or account once. `each`: each pair of one with a held value, and each session in a session funnel. `totals`: every
 * attempt; one begins with a first step that no attempt is under way at, and is over with its last step or its conversion window.
 */
export const funnelCount = z.enum(['units', 'each', 'totals']);

const exclusion = z.strictObject({
  event: eventSelector,
  /** Between this step and `before`. The first when left out. */
  after: stepNumber.optional(),
  /** The last step when left out. */
  before: stepNumber.optional(),
});

/** No path with one of these between the two steps. */
export const exclusions = z.array(exclusion).max(MAX_EXCLUSIONS, `at most ${MAX_EXCLUSIONS} are excluded`);

/** Every step carries the same value of these. A list has each of its elements. */
export const holdConstant = z
  .array(z.strictObject({ scope: filterScope, property: z.string().min(1).max(1024) }))
  .max(MAX_HELD, `at most ${MAX_HELD} are held`);

export type FunnelSteps = z.infer<typeof funnelSteps>;
export type FunnelOrder = z.infer<typeof funnelOrder>;
export type FunnelCount = z.infer<typeof funnelCount>;
export type ConversionWindow = z.infer<typeof conversionWindow>;
export type Exclusions = z.infer<typeof exclusions>;
export type HoldConstant = z.infer<typeof holdConstant>;

/** What of a question decides which paths there are: the same for an analysis and for a cohort. */
export interface FunnelQuestion {
  readonly unit: Unit;
  readonly steps: FunnelSteps;
  readonly order: FunnelOrder;
  readonly conversionWindow: ConversionWindow;
  readonly count: FunnelCount;
  readonly exclusions: Exclusions;
  readonly holdConstant: HoldConstant;
}
