import { resolveUsers } from '../../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../../store/sql/fragment.ts';
import { instant, param } from '../../../store/sql/parameter.ts';
import { everyoneBut, type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { compare } from '../../selector/compare.ts';
import { compareSql, encodedValue } from '../../selector/compare-sql.ts';
import type { SqlContext } from '../define-clause.ts';
import type { PropertyClause } from './schema.ts';

/**
 * One pass over the property's changes up to the instant; the last by (time, seq) is the value. When a missing value passes the
 * comparison, those whose value fails it are left out of everyone.
 */
export function propertySql(clause: PropertyClause, context: SqlContext): UnitSet {
  const holds = compareSql(encodedValue(sql`last_value`), clause.comparison);
  const matching = (condition: Sql): Sql =>
    sql`SELECT unit FROM (
      SELECT unit, argMax(value, (time, seq)) AS last_value FROM (${updates(clause, context)}) GROUP BY unit
    ) WHERE ${condition}`;
  return compare(undefined, clause.comparison)
    ? everyoneBut(matching(sql`NOT (${holds})`))
    : unitsOf(matching(holds));
}

function updates(clause: PropertyClause, { project, overlay, unit, asOf }: SqlContext): Sql {
  const rows = sql`SELECT subject AS unit, time, seq, value FROM property_updates
    WHERE project = ${param.string(project)} AND scope = ${param.string(unit)}
      AND property = ${param.string(clause.property)} AND time <= ${instant(asOf)}`;
  return unit === 'user' ? resolveUsers(rows, project, overlay) : rows;
}
