import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { LifecycleSpec } from './spec.ts';

/**
 * Rows of `place` (of an interval among `starts`, from 2 on), `state` and `units`. `starts` as in the reference: place 1 is the interval
 * before the first, place 0 everything before that.
 */
export function lifecycleSql(
  spec: LifecycleSpec,
  cohort: { readonly definition: CohortDefinition; readonly asOf: number } | undefined,
  context: MembersContext,
  starts: readonly Instant[],
): Sql {
  const rows = timeline({
    project: context.project,
    overlay: context.overlay,
    unit: spec.unit,
    after: undefined,
    until: Math.min((starts.at(-1) ?? 0) - 1, context.asOf),
    where: selectorSql(spec.event),
  });
  const members = cohort
    ? sql`WHERE unit IN (${membersSql(cohort.definition, { ...context, asOf: cohort.asOf })})`
    : sql``;
  const begins = param.ints(starts);
  const place = sql`toInt64(if(t < ${param.int(starts[0] ?? 0)}, 0, indexOf(${begins}, roundDown(t, ${begins}))))`;
  // Neighbours in `places` stand for what a unit did before and after; past either end there is a 0.
  return sql`SELECT step.1 AS place, step.2 AS state, toFloat64(count()) AS units
    FROM (
      SELECT arrayJoin(arrayConcat(
          arrayMap((p, i) -> (p, multiIf(i > 1 AND places[i - 1] = p - 1, 'current', i = 1, 'new', 'resurrected')),
            places, arrayEnumerate(places)),
          arrayFilter(s -> s.2 != '', arrayMap((p, i) -> (p + 1, if(p > 0 AND places[i + 1] != p + 1, 'dormant', '')),
            places, arrayEnumerate(places)))
        )) AS step
      FROM (SELECT unit, arraySort(groupUniqArray(${place})) AS places FROM (${rows}) ${members} GROUP BY unit)
    )
    WHERE place BETWEEN 2 AND ${param.int(starts.length - 1)}
    GROUP BY place, state`;
}
