import { z } from 'zod';
import { MAX_STEPS } from '../../define/funnel/question.ts';
import { duration, durationMs } from '../../define/language/duration.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { MAX_HORIZON_MS, MAX_INSTANTS } from '../backtest/spec.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { instantMs } from '../scope/time-fields.ts';

const MAX_EVERY_MS = 56 * DAY_MS;

/**
 * Is a cohort a signal or noise? One report: a backtest at `instants` past moments, the last one a whole horizon before `asOf`; and
 * from that last moment on, who came back and how far they went towards the goal, members beside the baseline. Membership is
 * always as of the moment that the looking begins, so no number here knows the future.
 */
export const validationSpec = z.strictObject({
  kind: z.literal('validation'),
  unit: z.enum(['user', 'account']).default('user'),
  cohort: cohortChoice,
  /** With whom members are compared; everybody else known when left out. */
  baseline: cohortChoice.optional(),
  goal: eventSelector,
  horizon: duration
    .refine((value) => durationMs(value) >= 2 * DAY_MS, 'at least 2 days')
    .refine((value) => durationMs(value) <= MAX_HORIZON_MS, 'at most 366 days')
    .default({ amount: 30, unit: 'day' }),
  /** How many past moments, and how far apart. */
  instants: z.int().min(1).max(MAX_INSTANTS).default(8),
  every: duration
    .refine((value) => durationMs(value) <= MAX_EVERY_MS, 'at most 8 weeks')
    .default({ amount: 1, unit: 'week' }),
  firstTime: z.boolean().default(true),
  /** What coming back is; any event when left out. */
  return: eventSelector.default({ names: [], filters: [] }),
  /** Steps on the way to the goal, for a funnel that ends with it; no funnel when there are none. */
  steps: z
    .array(eventSelector)
    .max(MAX_STEPS - 1)
    .default([]),
  /** Shift each threshold of the definition too, and see what becomes of it. */
  thresholds: z.boolean().default(true),
  /** UTC ms. Now when left out. */
  asOf: instantMs.optional(),
});

export type ValidationSpec = z.infer<typeof validationSpec>;
