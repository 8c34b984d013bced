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
 */
export function smallWorlds(count: number, seed: number): StoredEvent[][] {
  const worlds = fc.sample(fc.array(row, { minLength: 1, maxLength: 45 }), { numRuns: count, seed });
  return worlds.map((rows, i) => rows.map((fields) => rowEvent(`world-${i}`, fields)));
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

function rowEvent(
  project: string,
  fields: typeof row extends fc.Arbitrary<infer R> ? R : never,
): StoredEvent {
  const { who, minutes, extraMs, name, account } = fields;
  const isDevice = who === 'phone' || who === 'tablet';
  const properties: Record<string, Properties[string]> = {};
  if (fields.limit !== undefined) properties.limit = fields.limit;
  if (fields.n !== undefined) properties.n = fields.n;
  const user: Record<string, Properties[string]> = {};
  if (fields.plan !== undefined) user.plan = fields.plan;
  if (fields.size !== undefined) user.size = fields.size;
  const link =
    name === 'login'
      ? { linkedKey: deviceKey('phone'), linkKind: 'device' as const }
      : name === '$alias'
        ? { linkedKey: userKey('cat'), linkKind: 'alias' as const }
        : name === '$unalias'
          ? { linkedKey: userKey('cat'), linkKind: 'alias' as const }
          : {};
  // Aliases go from cat to bob and back to herself, so they never form a ring; only bob logs in on the phone.
  const by = name === 'login' || name === '$alias' ? 'bob' : name === '$unalias' ? 'cat' : who;
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
