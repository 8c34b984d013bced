import { durationMs } from '../../define/language/duration.ts';
import { must } from '../../util/assert.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { backtestAnswer } from './answer.ts';
import { backtestInstants } from './instants.ts';
import { replayedCourses } from './replayed-courses.ts';
import type { BacktestAnswer } from './result.ts';
import { type BacktestSpec, backtestSpec } from './spec.ts';
import { sqlCourses } from './sql-courses.ts';
import type { BacktestCohorts } from './to-sql.ts';

export const backtest = defineAnalysis<'backtest', BacktestSpec, BacktestAnswer>({
  kind: 'backtest',
  summary:
    'Who was in a cohort at past moments, and what share of them converted afterwards, beside the others.',
  spec: backtestSpec,
  range: (spec, asOf) => {
    const instants = backtestInstants(spec, asOf);
    return { from: must(instants[0], 'instant'), to: must(instants.at(-1), 'instant') };
  },
  run: (spec, context) => runBacktest(spec, context),
});

/** From so many memberships on (instants, twice with a baseline) one replay is faster than each of them in SQL: bench/backtest. */
const REPLAY_FROM = 8;

/** `readCourses`: how to read them, for who compares the two; the one that is faster when left out. */
export async function runBacktest(
  spec: BacktestSpec,
  context: AnalysisContext,
  readCourses?: typeof sqlCourses | undefined,
): Promise<BacktestAnswer> {
  const asOf = spec.asOf ?? context.now;
  const instants = backtestInstants(spec, asOf);
  const cohorts: BacktestCohorts = {
    cohort: chosenCohort(spec.cohort, spec.unit, context.cohorts, 'cohort'),
    baseline:
      spec.baseline === undefined
        ? undefined
        : chosenCohort(spec.baseline, spec.unit, context.cohorts, 'baseline'),
  };
  const within = { project: context.project.id, overlay: context.overlay, asOf, cohorts: context.cohorts };
  const memberships = instants.length * (cohorts.baseline ? 2 : 1);
  const read = readCourses ?? (memberships < REPLAY_FROM ? sqlCourses : replayedCourses);
  const courses = await read(spec, cohorts, instants, within, context.store, context.signal);
  return backtestAnswer(spec, instants, asOf, durationMs(spec.horizon), courses);
}
