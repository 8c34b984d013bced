import { ALIAS, GROUP_IDENTIFY, type IncomingEvent, NO_SESSION, UNALIAS } from '../../model/event.ts';
import type { PropertyUpdate } from '../../model/property-update.ts';
import type { Instant } from '../../model/time.ts';
import { bareRecord } from '../../util/bare-record.ts';
import { describe } from '../../util/describe.ts';
import type { Problem } from '../../util/result.ts';
import { acceptedTime } from '../event-time.ts';
import { flattenInto, isObject, newFlattening } from '../properties.ts';
import { nameText, senderId } from '../sender-id.ts';

const FIELDS: ReadonlySet<string> = new Set([
  'name',
  'time',
  'userId',
  'deviceId',
  'insertId',
  'sessionId',
  'groups',
  'joins',
  'properties',
  'userUpdates',
  'accountUpdates',
  'aliasOf',
  'source',
]);

const NO_GROUPS: Readonly<Record<string, readonly string[]>> = Object.freeze(Object.create(null));
const NO_UPDATES: readonly PropertyUpdate[] = [];
const MOST_UPDATES = 2_000;
const MOST_GROUP_NAMES = 100;

/**
 * One event in Cusp's own form, an IncomingEvent as JSON, from a sender who is not trusted: everything is checked again, by hand
 * because a schema library costs more than storing the event. What is wrong goes into `problems`, with paths inside the event;
 * then the result means nothing. `source` is `import` or else `api`.
 */
export function readCanonicalEvent(
  raw: unknown,
  received: Instant,
  problems: Problem[],
): IncomingEvent | undefined {
  if (!isObject(raw)) {
    problems.push({
      code: 'wrong-type',
      message: `expected an event object, got ${describe(raw)}`,
      path: '',
    });
    return undefined;
  }
  for (const field in raw) {
    if (!FIELDS.has(field))
      problems.push({ code: 'unknown-field', message: 'is no field of an event', path: field });
  }
  const name = nameText(raw.name, 'name', problems);
  if (name === undefined)
    problems.push({ code: 'missing-field', message: 'is missing: name the event', path: 'name' });
  const userId = senderId(raw.userId, 'userId', problems);
  const deviceId = senderId(raw.deviceId, 'deviceId', problems);
  const needsNobody = name === GROUP_IDENTIFY || name === ALIAS || name === UNALIAS;
  if (userId === undefined && deviceId === undefined && !needsNobody && problems.length === 0) {
    problems.push({
      code: 'missing-field',
      message: 'is missing, and so is deviceId: send one of them',
      path: 'userId',
    });
  }
  const flat = newFlattening(problems);
  flattenInto(flat, raw.properties, 'properties');
  return {
    name: name ?? '',
    time: timeOf(raw.time, received, problems),
    userId,
    deviceId,
    insertId: nameText(raw.insertId, 'insertId', problems),
    sessionId: sessionOf(raw.sessionId, problems),
    groups: groupsOf(raw.groups, 'groups', problems),
    joins: groupsOf(raw.joins, 'joins', problems),
    properties: flat.properties,
    userUpdates: updatesOf(raw.userUpdates, 'userUpdates', problems),
    accountUpdates: updatesOf(raw.accountUpdates, 'accountUpdates', problems),
    aliasOf: senderId(raw.aliasOf, 'aliasOf', problems),
    source: raw.source === 'import' ? 'import' : 'api',
  };
}

function timeOf(value: unknown, received: Instant, problems: Problem[]): Instant {
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    return acceptedTime(value, received, 'time', problems) ?? received;
  }
  problems.push({
    code: 'wrong-type',
    message: `expected whole milliseconds since 1970, got ${describe(value)}`,
    path: 'time',
  });
  return received;
}

function sessionOf(value: unknown, problems: Problem[]): number {
  if (value === undefined || value === null) return NO_SESSION;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  problems.push({
    code: 'wrong-type',
    message: `expected a whole number, got ${describe(value)}`,
    path: 'sessionId',
  });
  return NO_SESSION;
}

function groupsOf(
  value: unknown,
  path: string,
  problems: Problem[],
): Readonly<Record<string, readonly string[]>> {
  if (value === undefined || value === null) return NO_GROUPS;
  if (!isObject(value)) {
    problems.push({
      code: 'wrong-type',
      message: `expected lists of names by group type, got ${describe(value)}`,
      path,
    });
    return NO_GROUPS;
  }
  let groups: Record<string, readonly string[]> | undefined;
  let count = 0;
  for (const type of Object.keys(value)) {
    const at = `${path}.${type.slice(0, 100)}`;
    const given = value[type];
    if (nameText(type, at, problems) === undefined || !Array.isArray(given)) {
      problems.push({
        code: 'wrong-type',
        message: `expected a list of names, got ${describe(given)}`,
        path: at,
      });
      continue;
    }
    const names: string[] = [];
    for (const item of given) {
      const name = nameText(item, at, problems);
      if (name !== undefined) names.push(name);
    }
    count += names.length;
    groups ??= bareRecord<readonly string[]>();
    if (names.length > 0) groups[type] = names;
  }
  if (count > MOST_GROUP_NAMES) {
    problems.push({ code: 'too-many-groups', message: `names more than ${MOST_GROUP_NAMES} groups`, path });
  }
  return groups ?? NO_GROUPS;
}

const VALUE_OPS: ReadonlySet<unknown> = new Set([
  'set',
  'set-once',
  'append',
  'prepend',
  'pre-insert',
  'post-insert',
  'remove',
]);

function updatesOf(value: unknown, path: string, problems: Problem[]): readonly PropertyUpdate[] {
  if (value === undefined || value === null) return NO_UPDATES;
  if (!Array.isArray(value) || value.length > MOST_UPDATES) {
    problems.push({
      code: 'wrong-type',
      message: `expected a list of at most ${MOST_UPDATES} updates`,
      path,
    });
    return NO_UPDATES;
  }
  const updates: PropertyUpdate[] = [];
  for (const [i, item] of value.entries()) {
    const update = updateOf(item, `${path}.${i}`, problems);
    if (update !== undefined) updates.push(update);
  }
  return updates;
}

function updateOf(raw: unknown, path: string, problems: Problem[]): PropertyUpdate | undefined {
  if (!isObject(raw)) {
    problems.push({ code: 'wrong-type', message: `expected an update, got ${describe(raw)}`, path });
    return undefined;
  }
  const { op, property, value } = raw;
  if (op === 'clear') return { op };
  const name = nameText(property, `${path}.property`, problems);
  if (name === undefined) {
    problems.push({
      code: 'missing-field',
      message: 'is missing: name the property',
      path: `${path}.property`,
    });
    return undefined;
  }
  if (op === 'unset') return { op, property: name };
  const flat = newFlattening(problems);
  flattenInto(flat, { value }, path);
  const kept = flat.properties.value;
  if (kept === undefined) {
    problems.push({
      code: 'wrong-value',
      message: 'holds no value: give text, a number, a truth value or a list',
      path: `${path}.value`,
    });
    return undefined;
  }
  if (op === 'add') {
    if (typeof kept === 'number') return { op, property: name, value: kept };
    problems.push({
      code: 'wrong-type',
      message: `expected a number to add, got ${describe(value)}`,
      path: `${path}.value`,
    });
    return undefined;
  }
  if (VALUE_OPS.has(op)) {
    return {
      op: op as Extract<PropertyUpdate, { value: unknown }>['op'],
      property: name,
      value: kept,
    } as PropertyUpdate;
  }
  problems.push({
    code: 'wrong-value',
    message: `is no operation on a property: ${describe(op)}`,
    path: `${path}.op`,
  });
  return undefined;
}
