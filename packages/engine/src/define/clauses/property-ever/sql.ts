import { type Sql, sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { firstSeenRows } from '../../compile/first-seen-rows.ts';
import { propertyChanges } from '../../compile/property-changes.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { withinFirst } from '../../compile/window-timeline.ts';
import { durationMs } from '../../language/duration.ts';
import { plainSpan } from '../../language/window.ts';
import { compare } from '../../selector/compare.ts';
import { compareSql, encodedValue } from '../../selector/compare-sql.ts';
import type { SqlContext } from '../define-clause.ts';
import type { PropertyEverClause } from './schema.ts';

/**
 * One pass over the property's changes up to the window's end. Those before its first instant are taken as of that instant, so that of
 * each instant, as of all, the last by (time, seq) is the value. Where a missing value passes the comparison, every unit has one
 * from when it was first seen until its first change.
 */
export function propertyEverSql(clause: PropertyEverClause, context: SqlContext): UnitSet {
  const { window, comparison } = clause;
  const { after, until } = plainSpan(window.kind === 'first' ? { kind: 'ever' } : window, context.asOf);
  const first = param.int(Math.max(0, after + 1));
  const changes = changesIn(clause, context, until);
  const rows = compare(undefined, comparison)
    ? sql`${changes} UNION ALL ${missingFromTheStart(context, until)}`
    : changes;
  const holds = compareSql(encodedValue(sql`last_value`), comparison);
  return unitsOf(sql`SELECT DISTINCT unit FROM (
    SELECT unit, greatest(t, ${first}) AS at, argMax(value, (t, seq)) AS last_value FROM (${rows})
    WHERE ${first} <= ${param.int(until)} GROUP BY unit, at
  ) WHERE ${holds}`);
}

/** Rows `unit`, `t`, `seq`, `value`. */
function changesIn({ window, property }: PropertyEverClause, context: SqlContext, until: number): Sql {
  const rows = sql`SELECT unit, toUnixTimestamp64Milli(time) AS t, seq, value
    FROM (${propertyChanges([property], context, until)})`;
  return window.kind === 'first' ? withinFirst(durationMs(window.duration), rows, context) : rows;
}

/** In the same form: no arrival has the number 0, so that a change of the same instant decides. */
function missingFromTheStart(context: SqlContext, until: number): Sql {
  return sql`SELECT unit, toUnixTimestamp64Milli(min(first_seen)) AS t, toUInt64(0) AS seq, 'null' AS value
    FROM (${firstSeenRows({ ...context, asOf: until })}) GROUP BY unit`;
}
