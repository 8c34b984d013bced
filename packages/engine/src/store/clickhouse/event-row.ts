import type { StoredEvent } from '../../model/event.ts';

/** One stored event as the JSON line that `events` takes. Values of updates are JSON text, so their type survives. */
export function eventRow(event: StoredEvent): string {
  return JSON.stringify({
    project: event.project,
    name: event.name,
    user: event.user,
    time: event.time,
    seq: event.seq,
    received: event.received,
    user_id: event.userId,
    device_id: event.deviceId,
    insert_id: event.insertId,
    insert_key: event.insertKey,
    session_id: event.sessionId,
    groups: event.groups,
    accounts: event.accounts,
    properties: event.properties,
    user_properties: event.userProperties,
    user_updates: encoded(event.userUpdates),
    account_updates: encoded(event.accountUpdates),
    linked_key: event.linkedKey,
    link_kind: event.linkKind,
    source: event.source,
  });
}

/** A block of rows for EventStore.insert('events', ...). */
export function eventRows(events: readonly StoredEvent[]): Buffer {
  return Buffer.from(`${events.map(eventRow).join('\n')}\n`);
}

function encoded(updates: StoredEvent['userUpdates']): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [property, value] of Object.entries(updates)) out[property] = JSON.stringify(value);
  return out;
}
