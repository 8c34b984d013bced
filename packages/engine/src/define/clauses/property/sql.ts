import { type Sql, sql } from '../../../store/sql/fragment.ts';
import { propertyChanges } from '../../compile/property-changes.ts';
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
      SELECT unit, argMax(value, (time, seq)) AS last_value FROM (${propertyChanges([clause.property], context)}) GROUP BY unit
    ) WHERE ${condition}`;
  return compare(undefined, clause.comparison)
    ? everyoneBut(matching(sql`NOT (${holds})`))
    : unitsOf(matching(holds));
}
