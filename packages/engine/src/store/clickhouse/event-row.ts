import type { StoredEvent } from '../../model/event.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { propertiesJson, valueJson } from './properties-json.ts';

/** One stored event as a JSON object, keys in the order of the table's columns. Ingest writes blocks (native/event-columns.ts). */
export function eventRow(event: StoredEvent): string {
  const values: Readonly<Record<string, string>> = {
    project: text(event.project),
    name: text(event.name),
    user: event.user,
    time: String(event.time),
    seq: String(event.seq),
    received: String(event.received),
    user_id: text(event.userId),
    device_id: text(event.deviceId),
    insert_id: text(event.insertId),
    insert_key: event.insertKey,
    session_id: String(event.sessionId),
    groups: wellFormed(JSON.stringify(event.groups)),
    accounts: `[${event.accounts.join(',')}]`,
    properties: wellFormed(propertiesJson(event.properties)),
    user_properties: wellFormed(propertiesJson(event.userProperties)),
    user_updates: updates(event.userUpdates),
    account_updates: updates(event.accountUpdates),
    linked_key: event.linkedKey,
    link_kind: text(event.linkKind),
    source: text(event.source),
  };
  const members = Object.entries(values).map(([column, value]) => `"${column}":${value}`);
  return `{${members.join(',')}}`;
}

/** A block of rows for EventStore.insert('events', ...). */
export function eventRows(events: readonly StoredEvent[]): Buffer {
  return Buffer.from(`${events.map((event) => eventRow(event)).join('\n')}\n`);
}

/** What a row makes of a property, as text: JSON, so that its type survives; `null` removes it. */
export function updateText(value: PropertyValue | null): string {
  return value === null ? 'null' : wellFormed(valueJson(value));
}

function updates(values: StoredEvent['userUpdates']): string {
  const members = Object.entries(values).map(
    ([property, value]) => `${text(property)}:${JSON.stringify(updateText(value ?? null))}`,
  );
  return `{${members.join(',')}}`;
}

function text(value: string): string {
  return wellFormed(JSON.stringify(value));
}

/** Half of a surrogate pair is no character: the engine would refuse the whole block. It becomes U+FFFD. */
function wellFormed(json: string): string {
  return json.includes('\\ud') ? json.replace(LONE_SURROGATE, '$1\ufffd') : json;
}

/** JSON.stringify writes lone surrogates, and only those, as escapes. An escaped backslash before `ud` is none. */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
