import type { MembersContext } from '../../define/compile/members.ts';
import { durationMs } from '../../define/language/duration.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import type { BacktestSpec } from './spec.ts';

/**
 * When each unit, by key, reached the goal, as far as a backtest at these instants asks: the first time of all alone, or every time
 * after the first instant; in order. Units that never did are left out.
 */
export async function goalTimes(
  { unit, goal, horizon, firstTime }: BacktestSpec,
  instants: readonly Instant[],
  { project, overlay, asOf }: MembersContext,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly Instant[]>> {
  const rows = timeline({
    ...{ project, overlay, unit },
    after: firstTime ? undefined : instants[0],
    until: Math.min(asOf, (instants.at(-1) ?? asOf) + durationMs(horizon)),
    where: selectorSql(goal),
  });
  const times = firstTime ? sql`[min(t)]` : sql`arraySort(groupArray(t))`;
  const found = new Map<string, readonly Instant[]>();
  const units = store.stream<{ unit: string; times: readonly Instant[] }>(
    sql`SELECT unit, arrayMap(at -> toFloat64(at), ${times}) AS times FROM (${rows}) GROUP BY unit`,
    { signal },
  );
  for await (const chunk of units) for (const each of chunk) found.set(each.unit, each.times);
  return found;
}
