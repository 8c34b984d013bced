import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';

/** A row of `events` as it is read back, keys as text, numbers as numbers, nested values as plain JSON. */
export interface StoredRow {
  readonly name: string;
  readonly user: string;
  /** Time and arrival: ms, and the store's own sequence. */
  readonly at: number;
  readonly arrival: number;
  readonly user_id: string;
  readonly device_id: string;
  readonly insert_id: string;
  readonly session_id: number;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly accounts: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly user_properties: Readonly<Record<string, unknown>>;
  readonly user_updates: Readonly<Record<string, string>>;
  readonly account_updates: Readonly<Record<string, string>>;
  readonly linked_key: string;
  readonly link_kind: string;
  readonly source: string;
}

/** All rows of a project in the order of arrival; `name` keeps those of one name. */
export async function storedRows(
  store: EventStore,
  project: string,
  name?: string,
): Promise<readonly StoredRow[]> {
  const named = name === undefined ? sql`1` : sql`events.name = ${param.string(name)}`;
  return store.query<StoredRow>(
    sql`SELECT toString(events.name) AS name, toString(events.user) AS user, toFloat64(toUnixTimestamp64Milli(time)) AS at,
          toFloat64(seq) AS arrival, user_id, device_id, insert_id, toFloat64(events.session_id) AS session_id, groups,
          arrayMap(toString, events.accounts) AS accounts, properties, user_properties, user_updates, account_updates,
          toString(events.linked_key) AS linked_key, toString(events.link_kind) AS link_kind, toString(events.source) AS source
        FROM events WHERE project = ${param.string(project)} AND ${named} ORDER BY events.seq`,
    { integersAsNumbers: true },
  );
}
