import {
  ACCOUNT,
  ALIAS,
  GROUP_IDENTIFY,
  IDENTIFY,
  type IncomingEvent,
  NO_SESSION,
} from '../../model/event.ts';
import type { Properties } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { describe } from '../../util/describe.ts';
import type { Problem } from '../../util/result.ts';
import { acceptedTime, clockSkew, wireInstant } from '../event-time.ts';
import { flattenInto, isObject, keep, newFlattening } from '../properties.ts';
import { setUpdates } from '../property-updates.ts';
import { nameText, senderId } from '../sender-id.ts';
import { keepContext } from './context-properties.ts';

export const MESSAGE_TYPES = ['track', 'identify', 'group', 'page', 'screen', 'alias'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** One name for all pages: a cohort asks for the event and filters by its `name` or `$page_path`. */
export const PAGE_VIEWED = 'Page Viewed';
export const SCREEN_VIEWED = 'Screen Viewed';

/** What a request says about all of its messages. */
export interface SegmentContext {
  readonly received: Instant;
  /** `sentAt` of the batch; a message's own goes first. */
  readonly sent: Instant | undefined;
}

type Raw = Readonly<Record<string, unknown>>;

const NOTHING = {};

/**
 * One message of Segment's tracking API. `type` is what its endpoint says; undefined in a batch, where the message does. Whatever is
 * wrong is put into `problems`, all of it; then the result means nothing.
 */
export function readSegmentMessage(
  raw: unknown,
  type: MessageType | undefined,
  context: SegmentContext,
  problems: Problem[],
): IncomingEvent | undefined {
  if (!isObject(raw)) {
    problems.push({
      code: 'wrong-type',
      message: `expected a message object, got ${describe(raw)}`,
      path: '',
    });
    return undefined;
  }
  const kind = type ?? messageType(raw.type, problems);
  if (kind === undefined) return undefined;
  const base = baseEvent(raw, context, problems);
  return kind === 'alias'
    ? aliasEvent(raw, base, problems)
    : { ...base, ...ofKind(kind, raw, base, problems) };
}

function messageType(value: unknown, problems: Problem[]): MessageType | undefined {
  const found = MESSAGE_TYPES.find((type) => type === value);
  if (found !== undefined) return found;
  const missing = value === undefined || value === null;
  const wanted = `one of ${MESSAGE_TYPES.join(', ')}`;
  problems.push({
    code: missing ? 'missing-field' : 'wrong-value',
    message: missing ? `is missing: give ${wanted}` : `expected ${wanted}, got ${describe(value)}`,
    path: 'type',
  });
  return undefined;
}

function baseEvent(raw: Raw, context: SegmentContext, problems: Problem[]): IncomingEvent {
  const userId = senderId(idText(raw.userId), 'userId', problems);
  const deviceId = senderId(idText(raw.anonymousId), 'anonymousId', problems);
  if (userId === undefined && deviceId === undefined && problems.length === 0) {
    const message = 'is missing, and so is anonymousId: send at least one of them';
    problems.push({ code: 'missing-field', message, path: 'userId' });
  }
  const traits = isObject(raw.context) ? raw.context.traits : undefined;
  return {
    name: '',
    time: messageTime(raw, context, problems),
    userId,
    deviceId,
    insertId: nameText(raw.messageId, 'messageId', problems),
    sessionId: NO_SESSION,
    groups: contextGroup(raw.context, problems),
    joins: NOTHING,
    properties: NOTHING,
    userUpdates: traits === undefined ? [] : setUpdates(traits, 'context.traits', problems),
    accountUpdates: [],
    aliasOf: undefined,
    source: 'segment',
  };
}

/** Ids of numbers are common where a database counts its users up. */
function idText(value: unknown): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
}

function messageTime(raw: Raw, context: SegmentContext, problems: Problem[]): Instant {
  const given = wireInstant(raw.timestamp, 'timestamp', problems);
  const sent = wireInstant(raw.sentAt, 'sentAt', problems) ?? context.sent;
  if (given === undefined) return context.received;
  const time = given + clockSkew(sent, context.received);
  return acceptedTime(time, context.received, 'timestamp', problems) ?? context.received;
}

function contextGroup(context: unknown, problems: Problem[]): IncomingEvent['groups'] {
  if (!isObject(context)) return NOTHING;
  const account = nameText(idText(context.groupId), 'context.groupId', problems);
  return account === undefined ? NOTHING : { [ACCOUNT]: [account] };
}

function ofKind(
  kind: Exclude<MessageType, 'alias'>,
  raw: Raw,
  base: IncomingEvent,
  problems: Problem[],
): Partial<IncomingEvent> {
  switch (kind) {
    case 'track':
      return { name: required(raw.event, 'event', problems), properties: properties(raw, problems) };
    case 'page':
      return { name: PAGE_VIEWED, properties: properties(raw, problems) };
    case 'screen':
      return { name: SCREEN_VIEWED, properties: properties(raw, problems) };
    case 'identify': {
      const traits = setUpdates(raw.traits, 'traits', problems);
      return {
        name: IDENTIFY,
        properties: properties(raw, problems),
        userUpdates: [...base.userUpdates, ...traits],
      };
    }
    case 'group': {
      const account = required(idText(raw.groupId), 'groupId', problems);
      return {
        name: GROUP_IDENTIFY,
        properties: properties(raw, problems),
        groups: { [ACCOUNT]: [account] },
        joins: { [ACCOUNT]: [account] },
        accountUpdates: setUpdates(raw.traits, 'traits', problems),
      };
    }
  }
}

function required(value: unknown, path: string, problems: Problem[]): string {
  const before = problems.length;
  const text = nameText(value, path, problems);
  if (text === undefined && problems.length === before) {
    problems.push({ code: 'missing-field', message: 'is missing', path });
  }
  return text ?? '';
}

/** The context, then a page's or screen's name and category, then the message's own properties, which win. */
function properties(raw: Raw, problems: Problem[]): Properties {
  const into = newFlattening(problems);
  keepContext(into, raw.context);
  if (typeof raw.channel === 'string') keep(into, '$channel', raw.channel, '');
  if (typeof raw.name === 'string' && raw.name !== '') keep(into, 'name', raw.name, '');
  if (typeof raw.category === 'string' && raw.category !== '') keep(into, 'category', raw.category, '');
  flattenInto(into, raw.properties, 'properties');
  return into.properties;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What `previousId` did becomes `userId`'s. An anonymous id (the message's own, or one of the form that Segment's libraries make)
 * is a device that the user owns; another id is a user whose history is joined, which `POST /usermap` can undo.
 */
function aliasEvent(raw: Raw, base: IncomingEvent, problems: Problem[]): IncomingEvent | undefined {
  const previous = senderId(idText(raw.previousId), 'previousId', problems);
  if (problems.length > 0) return undefined;
  if (previous === undefined) {
    problems.push({
      code: 'missing-field',
      message: 'is missing: say whose history it is',
      path: 'previousId',
    });
    return undefined;
  }
  const { userId } = base;
  if (userId === undefined) {
    problems.push({ code: 'missing-field', message: 'is missing: say who owns the history', path: 'userId' });
    return undefined;
  }
  if (previous === userId) {
    problems.push({
      code: 'wrong-value',
      message: 'is the userId itself: give another id',
      path: 'previousId',
    });
    return undefined;
  }
  if (previous === base.deviceId || UUID.test(previous)) {
    return { ...base, name: IDENTIFY, deviceId: previous };
  }
  return { ...base, name: ALIAS, deviceId: undefined, aliasOf: previous };
}
