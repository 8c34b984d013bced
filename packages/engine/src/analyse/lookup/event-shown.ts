import { RECORD_NAMES } from '../../model/event.ts';
import { flattened } from '../../store/clickhouse/flatten.ts';
import type { EventShown } from './result.ts';
import type { StreamRow } from './stream-sql.ts';

/** A row of streamPage as people see it. */
export function eventShown(row: StreamRow): EventShown {
  return {
    name: row.event_name,
    time: row.t,
    seq: row.arrival,
    received: row.received_at,
    isRecord: RECORD_NAMES.includes(row.event_name),
    sessionId: row.session_id,
    userId: row.user_id,
    deviceId: row.device_id,
    accounts: row.account_names,
    source: row.came_by,
    properties: flattened(row.properties),
    userProperties: flattened(row.user_properties),
  };
}
