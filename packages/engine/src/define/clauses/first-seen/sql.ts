import { allOf, sql } from '../../../store/sql/fragment.ts';
import { instant } from '../../../store/sql/parameter.ts';
import { firstSeenRows } from '../../compile/first-seen-rows.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { plainSpan } from '../../language/window.ts';
import type { SqlContext } from '../define-clause.ts';
import type { FirstSeenClause } from './schema.ts';

export function firstSeenSql(clause: FirstSeenClause, context: SqlContext): UnitSet {
  const { after, until } = plainSpan(clause.window, context.asOf);
  const conditions = [sql`min(first_seen) <= ${instant(until)}`];
  if (after >= 0) conditions.push(sql`min(first_seen) > ${instant(after)}`);
  return unitsOf(sql`SELECT unit FROM (${firstSeenRows(context)}) GROUP BY unit HAVING ${allOf(conditions)}`);
}
