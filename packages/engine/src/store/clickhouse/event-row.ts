import type { StoredEvent } from '../../model/event.ts';
import type { Properties } from '../../model/property-value.ts';
import { propertiesJson, valueJson } from './properties-json.ts';

/**
 * One stored event as the JSON line that `events` takes, keys in the order of the table's columns. Values of updates are JSON
 * text, so their type survives. Written out by hand: this runs once for every event that comes in. `userProperties` is the
 * text of those of the event, for a caller who knows it already.
 */
export function eventRow(
  event: StoredEvent,
  userProperties: string = propertiesText(event.userProperties),
): string {
  return (
    `{"project":${word(event.project)},"name":${word(event.name)},"user":${event.user},"time":${event.time}` +
    `,"seq":${event.seq},"received":${event.received},"user_id":${text(event.userId)}` +
    `,"device_id":${text(event.deviceId)},"insert_id":${text(event.insertId)},"insert_key":${event.insertKey}` +
    `,"session_id":${event.sessionId},"groups":${groupsText(event.groups)}` +
    `,"accounts":${event.accounts.length === 0 ? '[]' : `[${event.accounts.join(',')}]`}` +
    `,"properties":${propertiesText(event.properties)}` +
    `,"user_properties":${userProperties},"user_updates":${updates(event.userUpdates)}` +
    `,"account_updates":${updates(event.accountUpdates)},"linked_key":${event.linkedKey}` +
    `,"link_kind":"${event.linkKind}","source":${word(event.source)}}`
  );
}

/** A block of rows for EventStore.insert('events', ...). */
export function eventRows(events: readonly StoredEvent[]): Buffer {
  return Buffer.from(`${events.map((event) => eventRow(event)).join('\n')}\n`);
}

/** What `word` made before: forgetting it changes nothing. */
const words = new Map<string, string>();
const MAX_WORDS = 4_096;

/** Text of which there are few: names, projects, sources. */
function word(value: string): string {
  let quoted = words.get(value);
  if (quoted === undefined) {
    quoted = text(value);
    if (words.size >= MAX_WORDS) words.clear();
    words.set(value, quoted);
  }
  return quoted;
}

/** Properties as JSON that the engine takes: whole characters only. */
export function propertiesText(properties: Properties): string {
  return wellFormed(propertiesJson(properties));
}

function groupsText(groups: StoredEvent['groups']): string {
  for (const _ in groups) return wellFormed(JSON.stringify(groups));
  return '{}';
}

function updates(values: StoredEvent['userUpdates']): string {
  let out = '';
  for (const property in values) {
    const value = values[property];
    const json = value === null || value === undefined ? 'null' : valueJson(value);
    out += `${out === '' ? '' : ','}${text(property)}:${JSON.stringify(wellFormed(json))}`;
  }
  return `{${out}}`;
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
