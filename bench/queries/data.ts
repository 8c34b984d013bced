import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { type Sql, sql, unsafeSql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';

export const PROJECT = 'bench';
export const START = Date.UTC(2026, 0, 1);
export const DAYS = 60;
const EVENTS_A_USER = 100;
/** A few large parts in each month, much like a table that has been at rest. */
const LARGE_BLOCK_ROWS = unsafeSql('4000000');

/** Where the events go: whose they are, and the instant at which the first day begins. */
export interface Placed {
  readonly project: string;
  readonly start: number;
}

/**
 * `rows` events of 60 days, made inside the engine: 8% each are wall_hit, pricing_viewed and upgraded, the rest of 40 other
 * names, with 8 properties each. Every second user also has one device, whose link is a row of its own.
 */
export function eventsSql(
  rows: number,
  { project, start }: Placed = { project: PROJECT, start: START },
): Sql {
  const users = Math.ceil(rows / EVENTS_A_USER);
  return sql`INSERT INTO events (project, name, user, time, seq, received, user_id, device_id, insert_id, insert_key, session_id,
      properties, user_properties, linked_key, link_kind, source)
    SELECT ${param.string(project)},
      multiIf(r % 100 < 8, 'wall_hit', r % 100 < 16, 'pricing_viewed', r % 100 < 24, 'upgraded', concat('event_', toString(r % 40))),
      xxHash64(concat('u:user-', toString(u))), at, number, at, concat('user-', toString(u)), concat('device-', toString(u)),
      toString(number), h, -1,
      concat('{"limit":"', ['seats', 'projects', 'storage', 'api'][1 + r % 4], '","used":', toString(r % 1000), ',"trial":', if(r % 2 = 0, 'true', 'false'),
        ',"url":"https://app.example.com/workspace/', toString(u % 1000), '/', ['boards', 'reports', 'settings', 'billing'][1 + r % 4], '"',
        ',"browser":"', ['Chrome', 'Safari', 'Firefox'][1 + h % 3], '","os":"', ['Windows', 'Mac OS X', 'Linux', 'iOS', 'Android'][1 + h % 5], '"',
        ',"country":"', ['US', 'DE', 'FR', 'BR', 'IN', 'JP'][1 + u % 6], '","duration":', toString(h % 60000), '}'),
      concat('{"plan":"', ['free', 'free', 'free', 'pro', 'team'][1 + u % 5], '","seats":', toString(u % 50), '}'),
      if(number < ${param.int(users)} AND number % 2 = 0, xxHash64(concat('d:device-', toString(u))), 0),
      if(number < ${param.int(users)} AND number % 2 = 0, 'device', ''), 'bench'
    FROM (SELECT number, sipHash64(number) AS h, sipHash64(number, 1) AS r,
        if(number < ${param.int(users)}, number, sipHash64(number, 2) % ${param.int(users)}) AS u,
        fromUnixTimestamp64Milli(${param.int(start)} + toInt64(h % ${param.int(DAYS * DAY_MS)}), 'UTC') AS at
      FROM numbers(${param.int(rows)}))
    SETTINGS max_partitions_per_insert_block = 0, max_insert_block_size = ${LARGE_BLOCK_ROWS},
      min_insert_block_size_rows = ${LARGE_BLOCK_ROWS}, min_insert_block_size_bytes = 0`;
}
