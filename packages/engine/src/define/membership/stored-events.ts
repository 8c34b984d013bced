import type { StoredEvent } from '../../model/event.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { flattened } from '../../store/clickhouse/flatten.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import type { Checkpoint } from './transition-log.ts';

interface Row {
  readonly event_name: string;
  readonly at: number;
  readonly arrival: number;
  readonly received_at: number;
  readonly user_key: string;
  readonly session: number;
  readonly account_keys: readonly string[];
  readonly properties: unknown;
  readonly user_properties: unknown;
  readonly user_updates: Readonly<Record<string, string>>;
  readonly account_updates: Readonly<Record<string, string>>;
  readonly linked: string;
  readonly link: StoredEvent['linkKind'];
}

/**
 * The events that a checkpoint does not cover, in the order of arrival, up to and with the one that arrived as number
 * `upToSeq`: those that arrived after it, and those whose time had not come. Without what the live reading has no use for: ids and groups.
 */
export async function* eventsAfter(
  store: EventStore,
  project: string,
  checkpoint: Checkpoint,
  upToSeq: number,
): AsyncGenerator<readonly StoredEvent[]> {
  const { upTo, upToSeq: covered } = checkpoint;
  const rows = store.stream<Row>(
    sql`SELECT toString(name) AS event_name, toFloat64(toUnixTimestamp64Milli(time)) AS at, toFloat64(events.seq) AS arrival,
          toFloat64(toUnixTimestamp64Milli(received)) AS received_at, toString(user) AS user_key, toFloat64(session_id) AS session,
          arrayMap(toString, accounts) AS account_keys, properties, user_properties, user_updates, account_updates,
          toString(linked_key) AS linked, toString(link_kind) AS link
        FROM events WHERE project = ${param.string(project)} AND events.seq <= ${param.int(upToSeq)}
          AND (events.seq > ${param.int(covered)} OR time > ${instant(upTo)})
        ORDER BY events.seq`,
    { integersAsNumbers: true },
  );
  for await (const chunk of rows) yield chunk.map((row) => storedEvent(project, row));
}

/** How many rows `eventsAfter` would give. */
export async function countEventsAfter(
  store: EventStore,
  project: string,
  { upTo, upToSeq }: Checkpoint,
): Promise<number> {
  const [row] = await store.query<{ rows: number }>(
    sql`SELECT toFloat64(count()) AS rows FROM events
        WHERE project = ${param.string(project)} AND (seq > ${param.int(upToSeq)} OR time > ${instant(upTo)})`,
  );
  return row?.rows ?? 0;
}

/** Does any of the events that `eventsAfter` would give say who is who? */
export async function hasLinksAfter(
  store: EventStore,
  project: string,
  { upTo, upToSeq: covered }: Checkpoint,
  upToSeq: number,
): Promise<boolean> {
  const rows = await store.query(
    sql`SELECT 1 AS found FROM events WHERE project = ${param.string(project)} AND seq <= ${param.int(upToSeq)}
        AND (seq > ${param.int(covered)} OR time > ${instant(upTo)}) AND link_kind != '' LIMIT 1`,
  );
  return rows.length > 0;
}

/** The number of the row that arrived last, 0 without any. */
export async function newestSeq(store: EventStore): Promise<number> {
  const [row] = await store.query<{ last: number }>(sql`SELECT toFloat64(max(seq)) AS last FROM events`);
  return row?.last ?? 0;
}

function storedEvent(project: string, row: Row): StoredEvent {
  return {
    project,
    name: row.event_name,
    time: row.at,
    seq: row.arrival,
    received: row.received_at,
    user: row.user_key,
    userId: '',
    deviceId: '',
    insertId: '',
    insertKey: '0',
    sessionId: row.session,
    groups: {},
    accounts: row.account_keys,
    properties: flattened(row.properties),
    userProperties: flattened(row.user_properties),
    userUpdates: updates(row.user_updates),
    accountUpdates: updates(row.account_updates),
    linkedKey: row.linked,
    linkKind: row.link,
    source: '',
  };
}

function updates(texts: Readonly<Record<string, string>>): StoredEvent['userUpdates'] {
  const values: Record<string, PropertyValue | null> = Object.create(null);
  for (const [property, text] of Object.entries(texts)) values[property] = JSON.parse(text);
  return values;
}
