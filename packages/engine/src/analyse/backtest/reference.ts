import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import { membership } from '../../define/reference/evaluate.ts';
import { selects } from '../../define/selector/event-selector.ts';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { BacktestCourse } from './result.ts';
import type { BacktestSpec } from './spec.ts';

/** The meaning of a backtest: one course for each history, those in no instant's population left out. */
export function backtestReference(
  spec: BacktestSpec,
  {
    cohort,
    baseline,
  }: { readonly cohort: CohortDefinition; readonly baseline: CohortDefinition | undefined },
  histories: Iterable<History>,
  instants: readonly Instant[],
  asOf: Instant,
  cohorts: CohortLookup,
): BacktestCourse[] {
  const courses: BacktestCourse[] = [];
  const everyone = [...histories];
  const isMember = instants.map((at) => membership(cohort, everyone, at, cohorts));
  const isInBase = instants.map((at) => baseline && membership(baseline, everyone, at, cohorts));
  for (const history of everyone) {
    const goals = history.events.filter((event) => event.time <= asOf && selects(event, spec.goal));
    const entries = instants.flatMap((at, stratum) => {
      if (history.knownSince > at) return [];
      if (spec.firstTime && goals.some((goal) => goal.time <= at)) return [];
      const member = isMember[stratum]?.(history) ?? false;
      if (!member && isInBase[stratum]?.(history) === false) return [];
      const goal = goals.find(({ time }) => time > at && time <= at + durationMs(spec.horizon));
      const leadMs = member && goal ? goal.time - at : undefined;
      return [{ stratum, inBase: !member, success: goal !== undefined, leadMs }];
    });
    if (entries.length > 0) courses.push({ subjects: 1, entries });
  }
  return courses;
}
