import type { Instant } from '../../model/time.ts';
import { type Sql, sql } from '../sql/fragment.ts';
import { instant, param } from '../sql/parameter.ts';
import { type IdentityOverlay, resolveUsers, type Unit } from './timeline.ts';

/**
 * A SELECT of property values as of an instant: `unit`, `property`, `value` (JSON text). What is removed does not come.
 * `properties` narrows it, all when undefined; `where` too, a condition over the columns of property_updates.
 */
export function propertiesAsOfSql(
  project: string,
  unit: Unit,
  overlay: IdentityOverlay,
  asOf: Instant,
  properties?: readonly string[],
  where: Sql = sql`1`,
): Sql {
  const narrowed = properties === undefined ? sql`` : sql` AND property IN ${param.strings(properties)}`;
  const updates = sql`SELECT subject AS unit, property, toUnixTimestamp64Milli(time) AS t, property_updates.seq AS at_seq, value AS set_value
    FROM property_updates WHERE project = ${param.string(project)} AND scope = ${param.string(unit)}
      AND time <= ${instant(asOf)}${narrowed} AND ${where}`;
  const resolved = unit === 'user' ? resolveUsers(updates, project, overlay) : updates;
  return sql`SELECT unit, property, argMax(set_value, (t, at_seq)) AS value FROM (${resolved})
    GROUP BY unit, property HAVING value != 'null'`;
}
