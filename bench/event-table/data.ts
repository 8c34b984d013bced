import { userKey } from '../../packages/engine/src/model/key.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { type Sql, sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';
import type { Form } from './candidates.ts';

export const START = Date.UTC(2026, 0, 1);
export const DAYS = 60;
const EVENTS_A_USER = 100;
const LIMITS = ['seats', 'projects', 'storage', 'api'];
const PLANS = ['free', 'free', 'free', 'pro', 'team'];
const COUNTRIES = ['DE', 'US', 'FR', 'JP', 'BR', 'IN'];

/** Every 33rd event hits a limit, every 50th opens the prices, every 200th upgrades; the rest are of 40 other names. */
const NAME_SQL = sql`multiIf(r % 33 = 0, 'limit_hit', r % 50 = 1, 'pricing_viewed', r % 200 = 2, 'upgraded',
  concat('event_', toString(r % 40)))`;

/** `rows` events with 8 properties of their own and 5 of their user, properties as JSON text, made inside the engine. */
export function sourceSql(rows: number): Sql {
  const users = Math.ceil(rows / EVENTS_A_USER);
  return sql`SELECT 'bench' AS project, ${NAME_SQL} AS name,
      xxHash64(concat('u:user-', toString(u))) AS user,
      fromUnixTimestamp64Milli(${param.int(START)} + toInt64(h % ${param.int(DAYS * DAY_MS)}), 'UTC') AS time,
      number AS seq, concat('user-', toString(u)) AS user_id, concat('device-', toString(u)) AS device_id,
      lower(hex(h)) AS insert_id, h AS insert_key,
      concat('{"limit":"', ${param.strings(LIMITS)}[1 + r % 4], '","button":"button-', toString(r % 12),
        '","page":"/page/', toString(r % 500), '","used":', toString(r % 1000), ',"price":', toString((r % 900) / 100 + 0.005),
        ',"trial":', if(r % 2 = 0, 'true', 'false'), ',"country":"', ${param.strings(COUNTRIES)}[1 + u % 6],
        '","version":"1.', toString(u % 30), '"}') AS properties,
      concat('{"plan":"', ${param.strings(PLANS)}[1 + u % 5], '","role":"role-', toString(u % 7), '","seats":', toString(u % 50),
        ',"company":"company-', toString(intDiv(u, 20)), '","paying":', if(u % 5 > 2, 'true', 'false'), '}') AS user_properties
    FROM (SELECT number, sipHash64(number) AS h, sipHash64(number, 1) AS r, sipHash64(number, 2) % ${param.int(users)} AS u
      FROM numbers(${param.int(rows)}))`;
}

/** A block of JSON lines of the same kind, as they come in: in the order of time, spread over the users. */
export function block(form: Form, rows: number, first: number): Buffer {
  const lines: string[] = [];
  for (let i = first; i < first + rows; i += 1) {
    const u = (i * 7_919) % 100_000;
    const r = (i * 2_654_435_761) % 4_294_967_296;
    const name =
      r % 33 === 0
        ? 'limit_hit'
        : r % 50 === 1
          ? 'pricing_viewed'
          : r % 200 === 2
            ? 'upgraded'
            : `event_${r % 40}`;
    const event = {
      limit: LIMITS[r % 4],
      button: `button-${r % 12}`,
      page: `/page/${r % 500}`,
      used: r % 1000,
      price: (r % 900) / 100 + 0.005,
      trial: r % 2 === 0,
      country: COUNTRIES[u % 6],
      version: `1.${u % 30}`,
    };
    const user = {
      plan: PLANS[u % 5],
      role: `role-${u % 7}`,
      seats: u % 50,
      company: `company-${Math.floor(u / 20)}`,
      paying: u % 5 > 2,
    };
    lines.push(
      `{"project":"bench","name":"${name}","user":${userKey(`user-${u}`)},"time":${START + i * 5},"seq":${i}` +
        `,"user_id":"user-${u}","device_id":"device-${u}","insert_id":"insert-${i}","insert_key":${r},${form.line(event, user)}}`,
    );
  }
  return Buffer.from(lines.join('\n'));
}
