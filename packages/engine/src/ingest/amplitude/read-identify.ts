import {
  ALIAS,
  GROUP_IDENTIFY,
  IDENTIFY,
  type IncomingEvent,
  NO_SESSION,
  UNALIAS,
} from '../../model/event.ts';
import { describe } from '../../util/describe.ts';
import { failed, ok, type Problem, type Result } from '../../util/result.ts';
import { isObject } from '../properties.ts';
import { senderId } from '../sender-id.ts';
import { type AmplitudeContext, readAmplitudeEvent } from './read-event.ts';

/** The three endpoints that change what is known without an event: each takes one parameter, an object or a list of them. */
export type RecordEndpoint = 'identify' | 'groupidentify' | 'usermap';

const PARAMETER: Readonly<Record<RecordEndpoint, string>> = {
  identify: 'identification',
  groupidentify: 'identification',
  usermap: 'mapping',
};

/** Amplitude's documents: at most 1,024 changes in one request. */
const MOST_RECORDS = 1_024;

export interface RecordRequest {
  readonly apiKey: string;
  readonly records: readonly unknown[];
}

/**
 * The parameters of a request to one of the three, from a form or a JSON object. The list may be JSON text, as forms have it,
 * or the list itself.
 */
export function readRecordRequest(parameters: unknown, endpoint: RecordEndpoint): Result<RecordRequest> {
  const name = PARAMETER[endpoint];
  const problems: Problem[] = [];
  const given = isObject(parameters) ? parameters : {};
  const apiKey = given.api_key;
  if (typeof apiKey !== 'string' || apiKey === '') {
    const message = 'is missing: send a write key of the project';
    problems.push({ code: 'missing-field', message, path: 'api_key' });
  }
  const value = given[name];
  const parsed = typeof value === 'string' ? parseJson(value, name, problems) : value;
  const records = isObject(parsed) ? [parsed] : parsed;
  if (value === undefined || value === null) {
    const message = 'is missing: send an object or a list of them as JSON';
    problems.push({ code: 'missing-field', message, path: name });
  } else if (!Array.isArray(records)) {
    if (problems.length === 0) {
      const message = `expected an object or a list of them, got ${describe(parsed)}`;
      problems.push({ code: 'wrong-type', message, path: name });
    }
  } else if (records.length > MOST_RECORDS) {
    const message = `holds ${records.length} objects: send at most ${MOST_RECORDS} at once`;
    problems.push({ code: 'too-many-events', message, path: name });
  }
  if (problems.length > 0 || typeof apiKey !== 'string' || !Array.isArray(records))
    return failed(...problems);
  return ok({ apiKey, records });
}

function parseJson(text: string, path: string, problems: Problem[]): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    problems.push({ code: 'malformed-json', message, path });
    return undefined;
  }
}

/** One record of such a request as an event-like record: see readAmplitudeEvent. */
export function readRecord(
  raw: unknown,
  endpoint: RecordEndpoint,
  context: AmplitudeContext,
  problems: Problem[],
): IncomingEvent | undefined {
  if (!isObject(raw)) {
    problems.push({ code: 'wrong-type', message: `expected an object, got ${describe(raw)}`, path: '' });
    return undefined;
  }
  if (endpoint === 'identify') {
    return readAmplitudeEvent({ ...raw, event_type: IDENTIFY }, context, problems);
  }
  if (endpoint === 'usermap') return readMapping(raw, context, problems);
  const { group_type: type, group_value: value, ...rest } = raw;
  if (typeof type !== 'string' || type === '') {
    const message = `is missing: name the kind of group, such as "${context.accountGroup}"`;
    problems.push({ code: 'missing-field', message, path: 'group_type' });
    return undefined;
  }
  if (value === undefined || value === null || value === '') {
    problems.push({ code: 'missing-field', message: 'is missing: name the group', path: 'group_value' });
    return undefined;
  }
  return readAmplitudeEvent(
    { ...rest, event_type: GROUP_IDENTIFY, groups: { [type]: value } },
    context,
    problems,
  );
}

/** `{ user_id, global_user_id }` makes the history of user_id part of global_user_id's; `{ user_id, unmap: true }` undoes it. */
function readMapping(
  raw: Readonly<Record<string, unknown>>,
  context: AmplitudeContext,
  problems: Problem[],
): IncomingEvent | undefined {
  const from = senderId(raw.user_id, 'user_id', problems);
  const to = senderId(raw.global_user_id, 'global_user_id', problems);
  const undo = raw.unmap === true;
  if (problems.length > 0) return undefined;
  if (from === undefined) {
    problems.push({ code: 'missing-field', message: 'is missing: say whose history it is', path: 'user_id' });
    return undefined;
  }
  if (undo ? to !== undefined : to === undefined || to === from) {
    const message = undo
      ? 'stands beside unmap: send one of them'
      : 'must be another user id; or send "unmap": true';
    problems.push({ code: 'wrong-value', message, path: 'global_user_id' });
    return undefined;
  }
  return {
    name: undo ? UNALIAS : ALIAS,
    time: context.received,
    userId: undo ? undefined : to,
    deviceId: undefined,
    insertId: undefined,
    sessionId: NO_SESSION,
    groups: {},
    joins: {},
    properties: {},
    userUpdates: [],
    accountUpdates: [],
    aliasOf: from,
    source: 'amplitude',
  };
}
