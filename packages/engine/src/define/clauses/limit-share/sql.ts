import { type Sql, sql, unsafeSql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { propertyChanges } from '../../compile/property-changes.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { encodedValue } from '../../selector/compare-sql.ts';
import type { SqlContext } from '../define-clause.ts';
import type { LimitShareClause } from './schema.ts';

const OPERATORS = { greater: '>', 'at-least': '>=', less: '<', 'at-most': '<=' } as const;

/** One pass over the changes of both properties; the last of each by (time, seq) is its value. */
export function limitShareSql(clause: LimitShareClause, context: SqlContext): UnitSet {
  const last = (property: string): Sql =>
    sql`argMaxIf(value, (time, seq), property = ${param.string(property)})`;
  const holds = sql`used * 100 ${unsafeSql(OPERATORS[clause.op])} ${param.float(clause.percent)} * allowed`;
  return unitsOf(sql`SELECT unit FROM (
    SELECT unit, ${last(clause.property)} AS used_value, ${last(clause.of)} AS limit_value,
      ${encodedValue(sql`used_value`).number} AS used, ${encodedValue(sql`limit_value`).number} AS allowed
    FROM (${propertyChanges([clause.property, clause.of], context)}) GROUP BY unit
  ) WHERE ifNull(allowed > 0 AND ${holds}, 0)`);
}
