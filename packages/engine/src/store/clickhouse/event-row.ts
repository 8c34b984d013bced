import type { StoredEvent } from '../../model/event.ts';
import type { Properties } from '../../model/property-value.ts';
import { propertiesJson, valueJson } from './properties-json.ts';

/** The columns that an event fills, in the order of its cells. */
export const EVENT_COLUMNS = [
  'project',
  'name',
  'user',
  'time',
  'seq',
  'received',
  'user_id',
  'device_id',
  'insert_id',
  'insert_key',
  'session_id',
  'groups',
  'accounts',
  'properties',
  'user_properties',
  'user_updates',
  'account_updates',
  'linked_key',
  'link_kind',
  'source',
] as const;

/**
 * One stored event as a JSON array of the values of EVENT_COLUMNS. `userProperties` is the text of those of the event, for a
 * caller who knows it already.
 */
export function eventLine(event: StoredEvent, userProperties?: string): string {
  return `[${cells(event, userProperties ?? propertiesText(event.userProperties)).join(',')}]`;
}

/** One stored event as a JSON object, keys in the order of the table's columns. */
export function eventRow(event: StoredEvent): string {
  const values = cells(event, propertiesText(event.userProperties));
  return `{${EVENT_COLUMNS.map((column, i) => `"${column}":${values[i] ?? 'null'}`).join(',')}}`;
}

/** Values of updates are JSON text, so their type survives. Written out by hand: this runs once for every event that comes in. */
function cells(event: StoredEvent, userProperties: string): string[] {
  return [
    word(event.project),
    word(event.name),
    event.user,
    String(event.time),
    String(event.seq),
    String(event.received),
    text(event.userId),
    text(event.deviceId),
    text(event.insertId),
    event.insertKey,
    String(event.sessionId),
    groupsText(event.groups),
    event.accounts.length === 0 ? '[]' : `[${event.accounts.join(',')}]`,
    propertiesText(event.properties),
    userProperties,
    updates(event.userUpdates),
    updates(event.accountUpdates),
    event.linkedKey,
    word(event.linkKind),
    word(event.source),
  ];
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
