import { z } from 'zod';
import { duration, durationMs } from '../../define/language/duration.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { instantMs } from '../scope/time-fields.ts';

/** A unit's membership at every instant travels in one 64-bit integer. */
export const MAX_INSTANTS = 60;
export const MAX_HORIZON_MS = 366 * DAY_MS;

/**
 * Would the cohort have told who converts? At each past instant T, who was a member as of T, and what share of them did the goal
 * afterwards, in (T, T + horizon], beside those who were not members.
 *
 * Nothing later than T decides who is a member or takes part: membership reads rows up to T, and the population is everyone known
 * at T who, with `firstTime`, had not done the goal at or before T. What comes after T is looked at for the goal alone.
 * The others are the rest of the population, or those of it in `baseline`. An instant whose horizon is not over as of `asOf`
 * is shown and left out of everything pooled.
 */
export const backtestSpec = z.strictObject({
  kind: z.literal('backtest'),
  unit: z.enum(['user', 'account']).default('user'),
  cohort: cohortChoice,
  baseline: cohortChoice.optional(),
  goal: eventSelector,
  /** At most 366 days. */
  horizon: duration
    .refine((value) => durationMs(value) <= MAX_HORIZON_MS, 'at most 366 days')
    .default({ amount: 30, unit: 'day' }),
  /** Instants in UTC ms, or one `every` so often from `from` up to `to` and `asOf`. At most 60. */
  instants: z.union([
    z.array(instantMs).min(1).max(MAX_INSTANTS),
    z.strictObject({ from: instantMs, to: instantMs, every: duration }),
  ]),
  firstTime: z.boolean().default(true),
  /** UTC ms; nothing later is looked at. Now when left out. */
  asOf: instantMs.optional(),
});

export type BacktestSpec = z.infer<typeof backtestSpec>;
