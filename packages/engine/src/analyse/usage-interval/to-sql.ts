import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { DAY_MS } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { UsageIntervalSpec } from './spec.ts';

/** One row: `units`, `once`, the arrays `days` and `units_by_days`, and `quartiles`, as UsageIntervalCounts has them. */
export function usageIntervalSql(
  spec: UsageIntervalSpec,
  cohort: { readonly definition: CohortDefinition; readonly asOf: number } | undefined,
  context: MembersContext,
  timeZone: string,
): Sql {
  const rows = timeline({
    project: context.project,
    overlay: context.overlay,
    unit: spec.unit,
    after: spec.from > 0 ? spec.from - 1 : undefined,
    until: Math.min(spec.to - 1, context.asOf),
    where: selectorSql(spec.event),
  });
  const members = cohort
    ? sql`WHERE unit IN (${membersSql(cohort.definition, { ...context, asOf: cohort.asOf })})`
    : sql``;
  const day = sql`toInt64(toDate32(fromUnixTimestamp64Milli(t, ${param.string(timeZone)})))`;
  const uses =
    spec.gaps === 'days'
      ? sql`arraySort(groupUniqArray(${day})) AS uses, length(uses) AS active_days`
      : sql`arraySort(groupArray(t)) AS uses, uniqExact(${day}) AS active_days`;
  const inDays = spec.gaps === 'days' ? sql`1` : sql`${param.int(DAY_MS)}`;
  const gaps = sql`arrayPopFront(arrayDifference(uses))`;
  return sql`SELECT toFloat64(count()) AS units, toFloat64(countIf(active_days < 2)) AS once,
      sumMapIf([least(greatest(1, toUInt32(ceil(typical))), ${param.int(spec.days + 1)})], [toUInt64(1)], active_days >= 2) AS by_days,
      arrayMap(each -> toFloat64(each), by_days.1) AS days, arrayMap(each -> toFloat64(each), by_days.2) AS units_by_days,
      quantilesExactInclusiveIf(0.25, 0.5, 0.75)(typical, active_days >= 2) AS quartiles
    FROM (
      SELECT active_days, if(active_days < 2, 0, arrayReduce('quantileExactInclusive(0.5)', ${gaps}) / ${inDays}) AS typical
      FROM (SELECT unit, ${uses} FROM (${rows}) ${members} GROUP BY unit)
    )`;
}
