import { type Sql, sql, unsafeSql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { everyoneBut, type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import { countHolds } from './reference.ts';
import type { CountComparison, EventCountClause } from './schema.ts';
import { togetherSql } from './together-sql.ts';

/** A comparison of counts as ClickHouse writes it. */
export const COUNT_OPERATORS: Readonly<Record<CountComparison, string>> = {
  'at-least': '>=',
  'at-most': '<=',
  exactly: '=',
  'more-than': '>',
  'less-than': '<',
  'not-exactly': '!=',
};

/** One pass over the selector's events. When 0 passes the comparison, those who fail it are found and left out of everyone. */
export function eventCountSql(clause: EventCountClause, context: SqlContext): UnitSet {
  if (clause.together !== undefined) return togetherSql(clause, clause.together, context);
  const rows = windowTimeline(clause.window, selectorSql(clause.event), context);
  const holds = sql`count() ${unsafeSql(COUNT_OPERATORS[clause.op])} ${param.int(clause.count)}`;
  const having = (condition: Sql): Sql => sql`SELECT unit FROM (${rows}) GROUP BY unit HAVING ${condition}`;
  return countHolds(0, clause.op, clause.count)
    ? everyoneBut(having(sql`NOT (${holds})`))
    : unitsOf(having(holds));
}
