import { DAY_MS } from '../../packages/engine/src/model/time.ts';

const NAMES = [
  'page_viewed',
  'editor_opened',
  'export_clicked',
  'limit_hit',
  'paywall_viewed',
  'invite_sent',
];
const LIMITS = ['seats', 'projects', 'storage', 'api'];
const PLANS = ['free', 'team', 'business'];

/**
 * One request of Amplitude's batch format: events of `users` users over the last 30 days with 8 properties, and one in 20 with
 * user properties. The same for the same `first`, which numbers its first event.
 */
export function payload(apiKey: string, first: number, size: number, users: number, now: number): Buffer {
  const events = Array.from({ length: size }, (_, i) => event(first + i, users, now));
  return Buffer.from(JSON.stringify({ api_key: apiKey, events }));
}

function event(n: number, users: number, now: number): object {
  const user = (n * 7_919) % users;
  const time = now - ((n * 104_729) % (30 * DAY_MS));
  return {
    user_id: `user-${user}`,
    device_id: `device-${user}-${n % 2}`,
    event_type: NAMES[n % NAMES.length],
    time,
    insert_id: `insert-${n}`,
    session_id: time - (time % 1_800_000),
    platform: 'Web',
    country: 'Germany',
    app_version: '4.2.0',
    groups: { account: `account-${user % 500}` },
    event_properties: {
      limit: LIMITS[n % LIMITS.length],
      used: n % 100,
      share: (n % 100) / 100,
      path: `/projects/${n % 1_000}`,
      first_time: n % 3 === 0,
    },
    ...(n % 20 === 0
      ? { user_properties: { plan: PLANS[user % PLANS.length], projects_created: n % 50 } }
      : {}),
  };
}
