import type { MembersContext } from '../../define/compile/members.ts';
import type { Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { BacktestCourse } from './result.ts';
import type { BacktestSpec } from './spec.ts';
import { type BacktestCohorts, type BacktestRow, backtestSql, courseOf } from './to-sql.ts';

/** The courses of a backtest by one statement. They are made anew on each walk: there may be as many as units. */
export async function sqlCourses(
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
