import {
  ACCOUNT,
  ALIAS,
  GROUP_IDENTIFY,
  IDENTIFY,
  type IncomingEvent,
  NO_SESSION,
  UNALIAS,
} from '../../model/event.ts';
import type { Properties, PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { describe } from '../../util/describe.ts';
import type { Problem } from '../../util/result.ts';
import { acceptedTime } from '../event-time.ts';
import { type Flattening, flattenInto, isObject, keep, newFlattening } from '../properties.ts';
import { propertyUpdates } from '../property-updates.ts';
import { nameText, senderId } from '../sender-id.ts';
import { BUILT_INS, CORE_FIELDS, REVENUE_PROPERTIES } from './fields.ts';
import { readGroups } from './groups.ts';

/** What a request says about all of its events. */
export interface AmplitudeContext {
  readonly received: Instant;
  /** What to add to event times: see clockSkew. */
  readonly skewMs: number;
  /** Shorter user and device ids are refused. */
  readonly minIdLength: number;
  /** The group type that is the account. */
  readonly accountGroup: string;
  /** The sender's address, for `ip: "$remote"`. */
  readonly remoteAddress: string;
}

const NOTHING = {};

/**
 * One event of Amplitude's HTTP V2, batch and identify formats. Whatever is wrong is put into `problems`, all of it, with paths
 * inside the event; then the result means nothing.
 */
export function readAmplitudeEvent(
  raw: unknown,
  context: AmplitudeContext,
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
  const name = eventName(raw.event_type, problems);
  const userId = idOf(raw.user_id, 'user_id', context, problems);
  const deviceId = idOf(raw.device_id, 'device_id', context, problems);
  const isGroup = name === GROUP_IDENTIFY;
  if (userId === undefined && deviceId === undefined && !isGroup && problems.length === 0) {
    const message = 'is missing, and so is device_id: send at least one of them';
    problems.push({ code: 'missing-field', message, path: 'user_id' });
  }
  const time = eventTime(raw.time, context, problems);
  const groups = readGroups(raw.groups, context.accountGroup, problems);
  const skipSync = raw.$skip_user_properties_sync === true;
  const event: IncomingEvent = {
    name: name ?? '',
    time: time ?? context.received,
    userId,
    deviceId,
    insertId: nameText(raw.insert_id, 'insert_id', problems),
    sessionId: sessionId(raw.session_id, problems),
    groups: name === IDENTIFY ? NOTHING : groups,
    joins: name === IDENTIFY ? groups : NOTHING,
    properties: eventProperties(raw, context, problems),
    userUpdates: skipSync ? [] : propertyUpdates(raw.user_properties, 'user_properties', problems),
    accountUpdates: isGroup ? propertyUpdates(raw.group_properties, 'group_properties', problems) : [],
    aliasOf: undefined,
    source: 'amplitude',
  };
  if (isGroup) checkGroupIdentify(event, context, problems);
  else if (isObject(raw.group_properties) && Object.keys(raw.group_properties).length > 0) {
    const message = `belongs to ${GROUP_IDENTIFY}: send the group's properties with that event_type`;
    problems.push({ code: 'misplaced-field', message, path: 'group_properties' });
  }
  return event;
}

function eventName(value: unknown, problems: Problem[]): string | undefined {
  const seen = problems.length;
  const name = nameText(value, 'event_type', problems);
  if (name === undefined) {
    if (problems.length === seen) {
      problems.push({ code: 'missing-field', message: 'is missing: name the event', path: 'event_type' });
    }
    return undefined;
  }
  if (name === ALIAS || name === UNALIAS) {
    const message = `"${name}" is reserved: users are joined with POST /usermap`;
    problems.push({ code: 'reserved-name', message, path: 'event_type' });
  }
  return name;
}

function idOf(
  value: unknown,
  path: string,
  { minIdLength }: AmplitudeContext,
  problems: Problem[],
): string | undefined {
  const id = senderId(value, path, problems);
  if (id === undefined || id.length >= minIdLength) return id;
  const message = `is ${JSON.stringify(id)}, shorter than ${minIdLength} characters: lower options.min_id_length if your ids are that short`;
  problems.push({ code: 'id-too-short', message, path });
  return undefined;
}

function eventTime(value: unknown, context: AmplitudeContext, problems: Problem[]): Instant | undefined {
  if (value === undefined || value === null) return context.received;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    const message = `expected whole milliseconds since 1970, got ${describe(value)}`;
    problems.push({ code: 'wrong-type', message, path: 'time' });
    return undefined;
  }
  return acceptedTime(value + context.skewMs, context.received, 'time', problems);
}

function sessionId(value: unknown, problems: Problem[]): number {
  if (value === undefined || value === null) return NO_SESSION;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= NO_SESSION) return value;
  const message = `expected the session's start in whole milliseconds, or -1, got ${describe(value)}`;
  problems.push({ code: 'wrong-type', message, path: 'session_id' });
  return NO_SESSION;
}

function eventProperties(
  raw: Readonly<Record<string, unknown>>,
  context: AmplitudeContext,
  problems: Problem[],
): Properties {
  const into = newFlattening(problems);
  for (const field of Object.keys(raw)) {
    if (CORE_FIELDS.has(field)) continue;
    const value = raw[field];
    if (value === null || value === undefined) continue;
    const builtIn = BUILT_INS.get(field);
    if (builtIn === undefined) flattenInto(into, { [field]: value }, '', '$');
    else if (typeof value === (builtIn.type === 'text' ? 'string' : 'number')) {
      if (value !== '') keep(into, builtIn.property, value, '');
    } else {
      const message = `expected ${builtIn.type === 'text' ? 'text' : 'a number'}, got ${describe(value)}`;
      problems.push({ code: 'wrong-type', message, path: field });
    }
  }
  keepAddress(into, raw.ip, context, problems);
  flattenInto(into, raw.event_properties, 'event_properties');
  nameRevenue(into.properties);
  return into.properties;
}

function keepAddress(
  into: Flattening,
  ip: unknown,
  { remoteAddress }: AmplitudeContext,
  problems: Problem[],
): void {
  const address = nameText(ip, 'ip', problems);
  if (address !== undefined) keep(into, '$ip', address === '$remote' ? remoteAddress : address, '');
}

/** Price times quantity wins over revenue, and the SDKs' names become those of the built-in fields. */
function nameRevenue(properties: Record<string, PropertyValue>): void {
  for (const [theirs, ours] of REVENUE_PROPERTIES) {
    const value = properties[theirs];
    if (value === undefined) continue;
    delete properties[theirs];
    properties[ours] ??= value;
  }
  const { $price, $quantity } = properties;
  if (typeof $price !== 'number') return;
  properties.$revenue = $price * (typeof $quantity === 'number' ? $quantity : 1);
}

function checkGroupIdentify(
  event: IncomingEvent,
  { accountGroup }: AmplitudeContext,
  problems: Problem[],
): void {
  const types = Object.keys(event.groups);
  if (types.length === 0) {
    const message = `is missing: name the group, as { "${accountGroup}": "its name" }`;
    problems.push({ code: 'missing-field', message, path: 'groups' });
    return;
  }
  const other = types.find((type) => type !== ACCOUNT);
  if (other !== undefined) {
    const message = `properties are kept of the group type "${accountGroup}" alone, which is this project's account`;
    problems.push({ code: 'unknown-group-type', message, path: `groups.${other}` });
  }
  const names = event.groups[ACCOUNT]?.length ?? 0;
  if (names > 1) {
    const message = `names ${names} accounts: send one ${GROUP_IDENTIFY} for each`;
    problems.push({ code: 'wrong-value', message, path: 'groups' });
  }
}
