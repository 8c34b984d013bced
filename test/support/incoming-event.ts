import { type IncomingEvent, NO_SESSION } from '../../packages/engine/src/model/event.ts';
import type { Project } from '../../packages/engine/src/model/project.ts';

/** An event as a sender describes it, out of the few fields that a test cares about. */
export function incomingEvent(
  fields: Partial<IncomingEvent> & { readonly name: string; readonly time: number },
): IncomingEvent {
  return {
    userId: undefined,
    deviceId: undefined,
    insertId: undefined,
    sessionId: NO_SESSION,
    groups: {},
    joins: {},
    properties: {},
    userUpdates: [],
    accountUpdates: [],
    aliasOf: undefined,
    source: 'test',
    ...fields,
  };
}

export function testProject(id: string): Project {
  return { id, name: id, timeZone: 'UTC', accountGroup: 'company' };
}
