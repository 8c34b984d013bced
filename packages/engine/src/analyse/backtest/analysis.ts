import type { MembersContext } from '../../define/compile/members.ts';
import { durationMs } from '../../define/language/duration.ts';
import type { Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { backtestAnswer } from './answer.ts';
import { backtestInstants } from './instants.ts';
import type { BacktestAnswer, BacktestCourse } from './result.ts';
import { type BacktestSpec, backtestSpec } from './spec.ts';
import { type BacktestCohorts, type BacktestRow, backtestSql, courseOf } from './to-sql.ts';

export const backtest = defineAnalysis<'backtest', BacktestSpec, BacktestAnswer>({
  kind: 'backtest',
  summary:
    'Who was in a cohort at past moments, and what share of them converted afterwards, beside the others.',
  spec: backtestSpec,
  run: runBacktest,
});

export async function runBacktest(spec: BacktestSpec, context: AnalysisContext): Promise<BacktestAnswer> {
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
  const courses = await backtestCourses(spec, cohorts, instants, within, context.store, context.signal);
  return backtestAnswer(spec, instants, asOf, durationMs(spec.horizon), courses);
}

/** Runs the backtest in the store. The courses are made anew on each walk: there may be as many as units. */
export async function backtestCourses(
  spec: BacktestSpec,
  cohorts: BacktestCohorts,
  instants: readonly Instant[],
  context: MembersContext,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<Iterable<BacktestCourse>> {
  const rows: BacktestRow[] = [];
  for await (const chunk of store.stream<BacktestRow>(backtestSql(spec, cohorts, instants, context), {
    signal,
  }))
    for (const row of chunk) rows.push(row);
  return {
    *[Symbol.iterator]() {
      for (const row of rows) yield courseOf(row, instants);
    },
  };
}
