import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';

export interface StoredRow {
  readonly name: string;
  readonly t: number;
  readonly user_id: string;
  readonly device_id: string;
  readonly insert_id: string;
  readonly session_id: number;
  readonly groups: Record<string, string[]>;
  readonly properties: Record<string, unknown>;
  readonly user_properties: Record<string, unknown>;
  readonly user_updates: Record<string, string>;
  readonly account_updates: Record<string, string>;
  readonly link_kind: string;
  readonly source: string;
}

/** Rows of `events` as they stand in the store, in order of arrival. `name` keeps those of one name. */
export async function storedRows(store: EventStore, project: string, name?: string): Promise<StoredRow[]> {
  const named = name === undefined ? sql`1` : sql`events.name = ${param.string(name)}`;
  return store.query<StoredRow>(
    sql`SELECT toString(events.name) AS name, toFloat64(toUnixTimestamp64Milli(time)) AS t, user_id, device_id, insert_id,
          toFloat64(events.session_id) AS session_id, groups, properties, user_properties, user_updates, account_updates,
          toString(link_kind) AS link_kind, toString(source) AS source
        FROM events WHERE project = ${param.string(project)} AND ${named} ORDER BY seq`,
    { integersAsNumbers: true },
  );
}
