import { RECORD_NAMES, type StoredEvent } from '../../model/event.ts';
import type { History, HistoryEvent, HistoryUpdate } from '../../model/history.ts';
import type { Properties } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';

/**
 * The histories of all users or accounts out of stored events: the plain reading of what timeline.ts does in SQL. Links hold
 * for all time, and the one that arrived last for a key decides; a link of a key to itself undoes.
 * Ids of the histories are keys in decimal.
 */
export function histories(
  events: readonly StoredEvent[],
  unit: 'user' | 'account',
): ReadonlyMap<string, History> {
  const owner = ownerOf(events);
  const found = new Map<string, { knownSince: Instant; events: HistoryEvent[]; updates: HistoryUpdate[] }>();
  for (const event of [...events].sort((a, b) => a.time - b.time || a.seq - b.seq)) {
    const units = unit === 'account' ? event.accounts : event.user === '0' ? [] : [owner(event.user)];
    units.forEach((id, position) => {
      let history = found.get(id);
      if (!history) {
        history = { knownSince: event.time, events: [], updates: [] };
        found.set(id, history);
      }
      if (!RECORD_NAMES.includes(event.name)) history.events.push(historyEvent(event, owner(event.user)));
      const updates = unit === 'user' ? event.userUpdates : position === 0 ? event.accountUpdates : {};
      for (const [property, value] of Object.entries(updates)) {
        history.updates.push({ property, time: event.time, seq: event.seq, value: value ?? undefined });
      }
    });
  }
  return new Map([...found].map(([id, history]) => [id, { id, ...history }]));
}

/** Whom a key belongs to, by all links that arrived: the plain reading of resolveUsers. */
export function ownerOf(events: readonly StoredEvent[]): (key: string) => string {
  const devices = new Map<string, string>();
  const aliases = new Map<string, string>();
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    if (event.linkKind === 'device') devices.set(event.linkedKey, event.user);
    if (event.linkKind === 'alias') aliases.set(event.linkedKey, event.user);
  }
  return (key) => {
    let at = devices.get(key) ?? key;
    for (let next = aliases.get(at); next !== undefined && next !== at; next = aliases.get(at)) at = next;
    return at;
  };
}

function historyEvent(event: StoredEvent, user: string): HistoryEvent {
  return {
    name: event.name,
    time: event.time,
    seq: event.seq,
    sessionId: event.sessionId,
    properties: event.properties,
    userProperties: event.userProperties,
    accounts: event.groups.account ?? [],
    user,
  };
}

/** The value of a property as of an instant: the last update at or before it. */
export function propertyAt(
  history: History,
  property: string,
  asOf: Instant,
): Properties[string] | undefined {
  let value: Properties[string] | undefined;
  for (const update of history.updates) {
    if (update.time > asOf) break;
    if (update.property === property) value = update.value;
  }
  return value;
}
