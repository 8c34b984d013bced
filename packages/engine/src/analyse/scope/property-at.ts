import { encodedValue, type ValueSql } from '../../define/selector/compare-sql.ts';
import type { Instant } from '../../model/time.ts';
import { type IdentityOverlay, resolveUsers, type Unit } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';

export interface PropertyAtRequest {
  readonly project: string;
  readonly overlay: IdentityOverlay;
  /** Whose property. */
  readonly scope: Unit;
  readonly property: string;
  /** Expressions over the rows: whose (a key), and as of when (ms). */
  readonly subject: Sql;
  readonly at: Sql;
  /** No row is later. */
  readonly until: Instant;
}

/**
 * The rows of a SELECT with a further column `encoded_at`: a property's value as it stood at an instant of each row, the last one set up to
 * then, as JSON text, to be read with propertyAtValue.
 */
export function withPropertyAt(rows: Sql, request: PropertyAtRequest): Sql {
  const { project, overlay, scope, property, subject, at, until } = request;
  const stored = sql`SELECT subject AS unit, toUnixTimestamp64Milli(time) AS update_t, property_updates.seq AS update_seq, value AS update_value
    FROM property_updates WHERE project = ${param.string(project)} AND scope = ${param.string(scope)}
      AND property = ${param.string(property)} AND time <= ${instant(until)}`;
  const updates = scope === 'user' ? resolveUsers(stored, project, overlay) : stored;
  return sql`SELECT asked.* EXCEPT (asked_subject, asked_at), updates.set_value AS encoded_at
    FROM (SELECT *, ${subject} AS asked_subject, ${at} AS asked_at FROM (${rows})) AS asked
    ASOF LEFT JOIN (
      SELECT unit AS set_subject, update_t AS set_at, argMax(update_value, update_seq) AS set_value FROM (${updates}) GROUP BY unit, update_t
    ) AS updates ON asked.asked_subject = updates.set_subject AND asked.asked_at >= updates.set_at`;
}

export const propertyAtValue: ValueSql = encodedValue(sql`encoded_at`);
