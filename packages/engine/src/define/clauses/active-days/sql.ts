import { DAY_MS } from '../../../model/time.ts';
import { type Sql, sql, unsafeSql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { localTimeSql } from '../../compile/local-time-sql.ts';
import { everyoneBut, type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { plainSpan } from '../../language/window.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import { countHolds } from '../event-count/reference.ts';
import { COUNT_OPERATORS } from '../event-count/sql.ts';
import type { ActiveDaysClause } from './schema.ts';

/** One pass over the selector's events. When no day passes the comparison, those who fail it are left out of everyone. */
export function activeDaysSql(clause: ActiveDaysClause, context: SqlContext): UnitSet {
  const rows = windowTimeline(clause.window, selectorSql(clause.event), context);
  const days = sql`uniqExact(intDiv(${localTime(clause, context)}, ${param.int(DAY_MS)}))`;
  const holds = sql`${days} ${unsafeSql(COUNT_OPERATORS[clause.op])} ${param.int(clause.days)}`;
  const having = (condition: Sql): Sql => sql`SELECT unit FROM (${rows}) GROUP BY unit HAVING ${condition}`;
  return countHolds(0, clause.op, clause.days)
    ? everyoneBut(having(sql`NOT (${holds})`))
    : unitsOf(having(holds));
}

/** The column `t` on the clause's clocks: UTC when it names no zone. */
function localTime({ timeZone, window }: ActiveDaysClause, { asOf }: SqlContext): Sql {
  if (timeZone === undefined) return sql`t`;
  const { after, until } = plainSpan(window.kind === 'first' ? { kind: 'ever' } : window, asOf);
  return localTimeSql(timeZone, after, until);
}
