import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';

/** A row of `events` with its keys: whose it is and what it ties together. */
export interface LinkedRow {
  readonly name: string;
  readonly user: string;
  readonly at: number;
  readonly arrival: number;
  readonly user_id: string;
  readonly device_id: string;
  readonly insert_id: string;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly accounts: readonly string[];
  readonly properties: unknown;
  readonly user_properties: unknown;
  readonly user_updates: Readonly<Record<string, string>>;
  readonly account_updates: Readonly<Record<string, string>>;
  readonly linked_key: string;
  readonly link_kind: string;
}

/** All rows of a project in the order of arrival. */
export async function linkedRows(store: EventStore, project: string): Promise<readonly LinkedRow[]> {
  return await store.query<LinkedRow>(
    sql`SELECT name, toString(events.user) AS user, toFloat64(toUnixTimestamp64Milli(time)) AS at,
          toFloat64(seq) AS arrival, user_id, device_id, insert_id, groups, arrayMap(toString, events.accounts) AS accounts,
          properties, user_properties, user_updates, account_updates, toString(events.linked_key) AS linked_key, link_kind
        FROM events WHERE project = ${param.string(project)} ORDER BY events.seq`,
    { integersAsNumbers: true },
  );
}
