import type { Unit } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import type { Identity } from './identity.ts';
import type { OneSpec } from './spec.ts';

/** The condition for a unit's own rows of `events`. */
export function rowsOf(project: string, unit: Unit, { key, keys }: Identity): Sql {
  const own = unit === 'account' ? sql`has(accounts, ${param.key(key)})` : sql`user IN ${param.keys(keys)}`;
  return sql`project = ${param.string(project)} AND ${own}`;
}

/** A row of streamPage. */
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

interface PlaceRow {
  readonly event_name: string;
  readonly stored_key: string;
  readonly t: number;
  readonly arrival: string;
}

/**
 * The newest `limit` rows of `events` that a condition holds of, newest first. Where the page is comes out of narrow columns; the wide ones are
 * then read by the table's key, for these rows alone.
 */
export async function streamPage(
  rows: Sql,
  limit: number,
  { store, project, signal }: AnalysisContext,
): Promise<StreamRow[]> {
  const options = { signal, integersAsNumbers: true };
  const places = await store.query<PlaceRow>(
    sql`SELECT toString(name) AS event_name, toString(user) AS stored_key, toUnixTimestamp64Milli(time) AS t, toString(seq) AS arrival
      FROM events WHERE ${rows} ORDER BY time DESC, seq DESC LIMIT ${param.int(limit)}`,
    options,
  );
  const [newest, oldest] = [places[0], places.at(-1)];
  if (!newest || !oldest) return [];
  const distinct = (of: (row: PlaceRow) => string) => [...new Set(places.map(of))];
  return store.query<StreamRow>(
    sql`SELECT toString(name) AS event_name, toUnixTimestamp64Milli(time) AS t, toString(seq) AS arrival,
        toUnixTimestamp64Milli(received) AS received_at, session_id, user_id, device_id, groups['account'] AS account_names,
        toString(source) AS came_by, properties, user_properties
      FROM events WHERE project = ${param.string(project.id)} AND name IN ${param.strings(distinct((row) => row.event_name))}
        AND user IN ${param.keys(distinct((row) => row.stored_key))} AND time >= ${instant(oldest.t)} AND time <= ${instant(newest.t)}
        AND seq IN ${param.keys(places.map(({ arrival }) => arrival))}
      ORDER BY time DESC, seq DESC`,
    options,
  );
}

/** The condition for what comes before an event in a stream. */
export function beforeSql(before: OneSpec['events']['before']): Sql {
  if (before === undefined) return sql`1`;
  return sql`time <= ${instant(before.time)} AND (time < ${instant(before.time)} OR seq < ${param.key(before.seq)})`;
}
