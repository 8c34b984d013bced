import type { MembersContext } from '../../define/compile/members.ts';
import type { CodeLayout } from '../../define/funnel/code-layout.ts';
import { joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { cells, coursesSql } from './courses-sql.ts';
import { type ListedValues, labelledSql, withValues } from './labelled-sql.ts';
import type { RetentionCohorts } from './retention-cohorts.ts';
import { returnsOf } from './returns.ts';
import type { RetentionBreakdownSpec, RetentionSpec } from './spec.ts';

export interface RetentionQuery {
  readonly spec: RetentionSpec;
  readonly cohorts: RetentionCohorts;
  readonly context: MembersContext;
  readonly timeZone: string;
  readonly layout: CodeLayout;
}

/**
 * Rows of RetentionGroup: `label`, `period`, `over`, `units`, and for each return event two arrays, `columns` and `counts`.
 */
export function groupsByDateSql(query: RetentionQuery, listed: ListedValues): Sql {
  const { spec } = query;
  return sql`SELECT label, toFloat64(period) AS period, over, toFloat64(count()) AS units, ${countedCells(spec)}
    FROM (${labelled(query, listed)}) GROUP BY label, period, over ORDER BY label, period, over`;
}

/** The same of all dates together, with each unit once in each group. */
export function groupsOfUnitsSql(query: RetentionQuery, listed: ListedValues): Sql {
  const { spec } = query;
  const all = returnsOf(spec).map(
    (_, place) => sql`groupUniqArrayArray(found.${cells(place)}) AS ${cells(place)}`,
  );
  return sql`SELECT label, over, toFloat64(count()) AS units, ${countedCells(spec)}
    FROM (
      SELECT label, max(found.over) AS over, ${joinSql(all, ', ')}
      FROM (${labelled(query, listed)}) AS found GROUP BY label, unit
    ) GROUP BY label, over ORDER BY label, over`;
}

/** The values of the breakdown with most units, as rows `value`, and `found`: how many there are. The missing one is not among them. */
export function listedValuesSql(query: RetentionQuery, breakdown: RetentionBreakdownSpec): Sql {
  const { spec, context } = query;
  return sql`SELECT value, toFloat64(count() OVER ()) AS found FROM (
      SELECT arrayJoin(start_values) AS value, uniqExact(unit) AS units FROM (${withValues(courses(query), spec, breakdown, context)})
      GROUP BY value HAVING value != ''
    ) ORDER BY units DESC, value LIMIT ${param.int(breakdown.limit)}`;
}

/** A row for each start and each group that it counts in: `unit`, `label`, `period`, `over` and the cells. See labelled-sql.ts. */
export function labelled(query: RetentionQuery, listed: ListedValues): Sql {
  return labelledSql(courses(query), query.spec, query.cohorts, query.context, listed);
}

function courses({ spec, cohorts, context, layout, timeZone }: RetentionQuery): Sql {
  return coursesSql(spec, cohorts, context, layout, timeZone);
}

/** How many came back in which column, for each return event. */
function countedCells(spec: RetentionSpec): Sql {
  return joinSql(
    returnsOf(spec).map((_, place) => {
      const name = unsafeSql(`counted_${place}`);
      return sql`sumMap(${cells(place)}, arrayMap(column -> toUInt32(1), ${cells(place)})) AS ${name},
        arrayMap(column -> toFloat64(column), ${name}.1) AS ${unsafeSql(`columns_${place}`)},
        arrayMap(units -> toFloat64(units), ${name}.2) AS ${unsafeSql(`counts_${place}`)}`;
    }),
    ', ',
  );
}
