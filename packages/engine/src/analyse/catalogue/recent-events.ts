import type { StoredEvent } from '../../model/event.ts';
import { flattened } from '../../store/clickhouse/flatten.ts';
import { allOf, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { CATALOGUE_LIMITS, type CatalogueScope } from './catalogue-scope.ts';

export type RecentEvent = Pick<
  StoredEvent,
  'seq' | 'name' | 'time' | 'received' | 'userId' | 'deviceId' | 'groups' | 'source' | 'properties'
>;

interface Row {
  readonly arrival: number;
  readonly event_name: string;
  readonly at: number;
  readonly came: number;
  readonly user_id: string;
  readonly device_id: string;
  readonly account_names: readonly string[];
  readonly from_source: string;
  readonly properties: unknown;
}

export interface RecentAsked {
  readonly names: readonly string[];
  /** Only of these stored keys. */
  readonly keys: readonly string[] | undefined;
  /** Only what arrived before the row of this number. */
  readonly before: number | undefined;
  readonly limit: number;
}

/** The events and records that arrived last, the newest first. Their places are found before their properties are read. */
export async function recentEvents(
  { store, project, signal }: Pick<CatalogueScope, 'store' | 'project' | 'signal'>,
  { names, keys, before, limit }: RecentAsked,
): Promise<readonly RecentEvent[]> {
  const conditions = [sql`project = ${param.string(project.id)}`];
  if (names.length > 0) conditions.push(sql`events.name IN ${param.strings(names)}`);
  if (keys !== undefined) conditions.push(sql`user IN ${param.keys(keys)}`);
  if (before !== undefined) conditions.push(sql`events.seq < ${param.int(before)}`);
  const found = await store.query<{ arrival: number; key: string; at: number; event_name: string }>(
    sql`SELECT toFloat64(events.seq) AS arrival, toString(user) AS key, toFloat64(toUnixTimestamp64Milli(time)) AS at,
          toString(events.name) AS event_name
        FROM events WHERE ${allOf(conditions)} ORDER BY events.seq DESC LIMIT ${param.int(limit)}`,
    { ...CATALOGUE_LIMITS, signal },
  );
  if (found.length === 0) return [];
  const times = found.map(({ at }) => at);
  // By name, user and time the table's key leads to the rows; the number alone would have the whole of it read.
  const rows = await store.query<Row>(
    sql`SELECT toFloat64(events.seq) AS arrival, toString(events.name) AS event_name, toFloat64(toUnixTimestamp64Milli(time)) AS at,
          toFloat64(toUnixTimestamp64Milli(received)) AS came, user_id, device_id, groups['account'] AS account_names,
          toString(source) AS from_source, properties
        FROM events WHERE project = ${param.string(project.id)}
          AND events.name IN ${param.strings([...new Set(found.map(({ event_name }) => event_name))])}
          AND user IN ${param.keys([...new Set(found.map(({ key }) => key))])}
          AND time >= fromUnixTimestamp64Milli(${param.int(Math.min(...times))}, 'UTC')
          AND time <= fromUnixTimestamp64Milli(${param.int(Math.max(...times))}, 'UTC')
          AND events.seq IN ${param.ints(found.map(({ arrival }) => arrival))}
        ORDER BY events.seq DESC`,
    { ...CATALOGUE_LIMITS, signal, integersAsNumbers: true },
  );
  return rows.map((row) => ({
    seq: row.arrival,
    name: row.event_name,
    time: row.at,
    received: row.came,
    userId: row.user_id,
    deviceId: row.device_id,
    groups: row.account_names.length > 0 ? { account: row.account_names } : {},
    source: row.from_source,
    properties: flattened(row.properties),
  }));
}
