import type { WorldEvent } from './world-event.ts';

/** A world event as the body of Amplitude's HTTP API takes it. */
export function amplitudePayload(event: WorldEvent): object {
  return {
    event_type: event.name,
    time: event.time,
    device_id: event.deviceId,
    ...(event.userId === undefined ? {} : { user_id: event.userId }),
    ...(event.account === undefined ? {} : { groups: { account: event.account } }),
    session_id: event.sessionId,
    insert_id: event.insertId,
    event_properties: event.properties,
    ...(event.userProperties === undefined ? {} : { user_properties: event.userProperties }),
    platform: 'Web',
  };
}
