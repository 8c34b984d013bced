import type { Unit } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import type { Identity } from './identity.ts';
import type { OneSpec } from './spec.ts';

/** The condition for a unit's own rows of `events`. */
export function rowsOf(project: string, unit: Unit, { key, keys }: Identity): Sql {
  const own = unit === 'account' ? sql`has(accounts, ${param.key(key)})` : sql`user IN ${param.keys(keys)}`;
  return sql`project = ${param.string(project)} AND ${own}`;
}

/** A row of streamSql. */
export interface StreamRow {
  readonly event_name: string;
  readonly t: number;
  readonly arrival: string;
  readonly received_at: number;
  readonly session_id: number;
  readonly user_id: string;
  readonly device_id: string;
  readonly account_names: readonly string[];
  readonly came_by: string;
  readonly properties: unknown;
  readonly user_properties: unknown;
}

/** A page of rows, newest first, and one row more when there is a next page. To be read with integers as numbers. */
export function streamSql(rows: Sql, { limit, before }: OneSpec['events']): Sql {
  const earlier =
    before === undefined
      ? sql``
      : sql` AND time <= ${instant(before.time)} AND (time < ${instant(before.time)} OR seq < ${param.key(before.seq)})`;
  // Where the page is comes out of two narrow columns; the wide ones are then read for its rows alone.
  const page = sql`SELECT seq FROM events WHERE ${rows}${earlier} ORDER BY time DESC, seq DESC LIMIT ${param.int(limit + 1)}`;
  return sql`SELECT toString(name) AS event_name, toUnixTimestamp64Milli(time) AS t, toString(seq) AS arrival,
      toUnixTimestamp64Milli(received) AS received_at, session_id, user_id, device_id, groups['account'] AS account_names,
      toString(source) AS came_by, properties, user_properties
    FROM events WHERE ${rows}${earlier} AND seq IN (${page}) ORDER BY time DESC, seq DESC`;
}
