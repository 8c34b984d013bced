import { durationMs } from '../../define/language/duration.ts';
import { replayAll } from '../../define/live/replay-all.ts';
import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { backtestAnswer, tally } from '../backtest/answer.ts';
import { CourseCollector } from '../backtest/course-collector.ts';
import { goalTimes } from '../backtest/goal-times.ts';
import type { BacktestAnswer } from '../backtest/result.ts';
import type { BacktestSpec } from '../backtest/spec.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { calibration } from './calibration.ts';
import { EntryCollector } from './entries.ts';
import type { ThresholdEffect, ValidationAnswer } from './result.ts';
import { type ThresholdVariant, thresholdVariants } from './thresholds.ts';

/** The most shifted definitions of one report: all are replayed at once. */
export const MAX_VARIANTS = 30;

type LookBack = Pick<
  ValidationAnswer,
  'backtest' | 'afterEntry' | 'months' | 'thresholds' | 'thresholdsLeftOut'
>;

/**
 * Everything of a report that comes from the past whiles of membership, out of one replay of the cohort, of the baseline and of the
 * cohort with its thresholds shifted.
 */
export async function lookBack(
  spec: BacktestSpec & { readonly asOf: Instant; readonly instants: readonly Instant[] },
  withThresholds: boolean,
  { store, project, overlay, cohorts, signal }: AnalysisContext,
): Promise<LookBack> {
  const { unit, asOf, instants, firstTime } = spec;
  const cohort = chosenCohort(spec.cohort, unit, cohorts, 'cohort');
  const baseline =
    spec.baseline === undefined ? [] : [chosenCohort(spec.baseline, unit, cohorts, 'baseline')];
  const found = withThresholds ? thresholdVariants(cohort) : [];
  const variants = found.slice(0, MAX_VARIANTS);
  const horizonMs = durationMs(spec.horizon);
  const question = { instants, horizonMs, firstTime };
  const within = { project: project.id, overlay, asOf, cohorts };
  const goals = await goalTimes(spec, instants, within, store, signal);
  const collectors = [cohort, ...variants].map(() => new CourseCollector(question));
  const entries = new EntryCollector(question);
  await replayAll({
    ...within,
    ...{ store, unit, signal, from: instants[0], until: instants.at(-1) ?? asOf },
    definitions: [cohort, ...variants.map(({ definition }) => definition), ...baseline],
    each: ({ key, knownSince }, whiles) => {
      const others = baseline.length === 0 ? undefined : whiles.at(-1);
      const of = { knownSince, others, goals: goals.get(key) ?? [] };
      for (const [i, collector] of collectors.entries()) collector.add({ ...of, members: whiles[i] ?? [] });
      entries.add({ ...of, members: whiles[0] ?? [] });
    },
  });
  const answers = collectors.map(({ courses }) => backtestAnswer(spec, instants, asOf, horizonMs, courses));
  const [backtest, ...ofVariants] = answers;
  const courses = must(collectors[0], 'courses of the cohort').courses;
  return {
    backtest: must(backtest, 'backtest of the cohort'),
    afterEntry: entries.answer,
    months: calibration(
      instants,
      tally(instants.length, courses).strata,
      (stratum) => (instants[stratum] ?? asOf) + horizonMs <= asOf,
      courses,
      project.timeZone,
    ),
    thresholds: ofVariants.map((answer, i) => effectOf(must(variants[i], 'variant'), answer)),
    thresholdsLeftOut: found.length - variants.length,
  };
}

function effectOf(
  { path, clause, shifted, from, to }: ThresholdVariant,
  { pool, verdict }: BacktestAnswer,
): ThresholdEffect {
  const { distinctMembers, members, recall, ratio } = pool;
  return {
    path,
    clause,
    shifted,
    from,
    to,
    distinctMembers,
    members,
    recall,
    ratio,
    finding: verdict.finding,
  };
}
