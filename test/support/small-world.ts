import fc from 'fast-check';
import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import { deviceKey, userKey } from '../../packages/engine/src/model/key.ts';
import type { Properties } from '../../packages/engine/src/model/property-value.ts';
import { MINUTE_MS } from '../../packages/engine/src/model/time.ts';
import { storedEvent } from './stored-event.ts';

/** Where small worlds begin, and how long they last. */
export const WORLD_START = Date.UTC(2026, 0, 20, 6);
export const WORLD_END = WORLD_START + 600 * MINUTE_MS;
export const WORLD_NAMES = ['a', 'b', 'c', 'd'] as const;

/**
 * Few users, names, values and instants, so that ties, exact limits (10 and 30 minutes apart), late arrivals, devices that turn
 * out to be a user's, and aliases made and undone are common. Properties: event `limit` (text, number, list or missing) and
 * `n` (a whole number); user `plan` and `size`; account `tier`. Same seed, same worlds: `world-0`, `world-1`, ... by project.
 * `crowds` such casts live side by side in each world, under other names. A cast has at least `least` events: with 1 most have a handful,
 * with more any number up to 45.
 */
export function smallWorlds(count: number, seed: number, crowds = 1, least = 1): StoredEvent[][] {
  const size = least > 1 ? ({ size: 'max' } as const) : {};
  const cast = fc.array(row, { minLength: least, maxLength: 45, ...size });
  const casts = fc.sample(cast, { numRuns: count * crowds, seed });
  return Array.from({ length: count }, (_, i) =>
    casts
      .slice(i * crowds, (i + 1) * crowds)
      .flatMap((rows, crowd) => rows.map((fields) => rowEvent(`world-${i}`, fields, `${crowd}`))),
  );
}

export const worldName = (i: number): string => `world-${i}`;

const limit = fc.constantFrom<Properties[string] | undefined>(undefined, 'seats', 'api', 'storage', 3, '3', [
  'seats',
  'api',
]);

const row = fc.record({
  who: fc.constantFrom('ann', 'ann', 'ann', 'bob', 'cat', 'phone', 'tablet'),
  minutes: fc.oneof(
    fc.integer({ min: 0, max: 600 }),
    fc.integer({ min: 0, max: 20 }).map((n) => n * 10),
    fc.integer({ min: 0, max: 20 }).map((n) => n * 10),
  ),
  extraMs: fc.constantFrom(0, 0, 0, 1),
  name: fc.constantFrom('a', 'a', 'b', 'b', 'c', 'd', '$identify', '$alias', '$unalias', 'login'),
  session: fc.constantFrom(-1, -1, 1, 2),
  account: fc.constantFrom(undefined, 'acme', 'globex'),
  limit,
  n: fc.constantFrom(undefined, 1, 2, 5, 12),
  plan: fc.constantFrom(undefined, 'free', 'team'),
  size: fc.constantFrom<Properties[string] | undefined>(undefined, 3, 50, 700, 'many'),
  tier: fc.constantFrom(undefined, 'gold', 'silver'),
});

type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

function rowEvent(project: string, fields: Row, crowd: string): StoredEvent {
  const { minutes, extraMs, name } = fields;
  const account = fields.account && fields.account + crowd;
  const who = fields.who + crowd;
  const isDevice = fields.who === 'phone' || fields.who === 'tablet';
  const properties: Record<string, Properties[string]> = {};
  if (fields.limit !== undefined) properties.limit = fields.limit;
  if (fields.n !== undefined) properties.n = fields.n;
  const user: Record<string, Properties[string]> = {};
  if (fields.plan !== undefined) user.plan = fields.plan;
  if (fields.size !== undefined) user.size = fields.size;
  const link =
    name === 'login'
      ? { linkedKey: deviceKey(`phone${crowd}`), linkKind: 'device' as const }
      : name === '$alias'
        ? { linkedKey: userKey(`cat${crowd}`), linkKind: 'alias' as const }
        : name === '$unalias'
          ? { linkedKey: userKey(`cat${crowd}`), linkKind: 'alias' as const }
          : {};
  // Aliases go from cat to bob and back to herself, so they never form a ring; only bob logs in on the phone.
  const by =
    name === 'login' || name === '$alias' ? `bob${crowd}` : name === '$unalias' ? `cat${crowd}` : who;
  const subject = isDevice && by === who ? { device: who } : { by };
  return storedEvent({
    project,
    name: name === 'login' ? 'a' : name,
    time: WORLD_START + minutes * MINUTE_MS + extraMs,
    ...subject,
    sessionId: fields.session,
    ...(account === undefined ? {} : { account }),
    properties,
    userProperties: user,
    userUpdates: user,
    accountUpdates: account !== undefined && fields.tier !== undefined ? { tier: fields.tier } : {},
    ...link,
  });
}
