import fc from 'fast-check';
import {
  ALIAS,
  GROUP_IDENTIFY,
  IDENTIFY,
  NO_SESSION,
  UNALIAS,
} from '../../packages/engine/src/model/event.ts';
import { accountKey, deviceKey, userKey } from '../../packages/engine/src/model/key.ts';
import type { PropertyValue } from '../../packages/engine/src/model/property-value.ts';
import {
  ACCOUNTS,
  DEVICES,
  EVENT_NAMES,
  PROPERTY_NAMES,
  SESSIONS,
  TIMES,
  USERS,
  VALUES,
} from './vocabulary.ts';
import type { World } from './world.ts';

type Arrived = World['events'][number];
type Updates = Readonly<Record<string, PropertyValue | null>>;

/** What a sender sends, before identity is resolved. */
type Action =
  | {
      readonly kind: 'event' | 'identify';
      readonly name: string;
      readonly user: string | undefined;
      readonly device: string | undefined;
      readonly time: number;
      readonly sessionId: number;
      readonly accounts: readonly string[];
      readonly properties: Readonly<Record<string, PropertyValue>>;
      readonly userProperties: Readonly<Record<string, PropertyValue>>;
      readonly updates: Updates;
    }
  | {
      readonly kind: 'group';
      readonly account: string;
      readonly user: string | undefined;
      readonly time: number;
      readonly updates: Updates;
    }
  | { readonly kind: 'alias'; readonly from: string; readonly to: string; readonly time: number }
  | { readonly kind: 'unalias'; readonly user: string; readonly time: number };

const time = fc.constantFrom(...TIMES);
const user = fc.constantFrom(...USERS);
const value = fc.constantFrom(...VALUES);
const properties = fc.dictionary(fc.constantFrom(...PROPERTY_NAMES), value, { maxKeys: 2 });
const updates = fc.dictionary(fc.constantFrom(...PROPERTY_NAMES), fc.option(value, { nil: null, freq: 5 }), {
  maxKeys: 2,
});
const accounts = fc.subarray([...ACCOUNTS]);

const happening = fc
  .record({
    who: fc.oneof(
      { weight: 3, arbitrary: fc.record({ user, device: fc.constant(undefined) }) },
      { weight: 2, arbitrary: fc.record({ user, device: fc.constantFrom(...DEVICES) }) },
      {
        weight: 2,
        arbitrary: fc.record({ user: fc.constant(undefined), device: fc.constantFrom(...DEVICES) }),
      },
    ),
    time,
    sessionId: fc.constantFrom(NO_SESSION, ...SESSIONS),
    accounts,
    userProperties: properties,
    updates,
  })
  .map(({ who, ...rest }) => ({ ...rest, ...who }));

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(happening, fc.constantFrom(...EVENT_NAMES), properties)
      .map(([base, name, own]) => ({ ...base, kind: 'event' as const, name, properties: own })),
  },
  {
    weight: 2,
    arbitrary: happening.map((base) => ({
      ...base,
      kind: 'identify' as const,
      name: IDENTIFY,
      properties: {},
    })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('group' as const),
      account: fc.constantFrom(...ACCOUNTS),
      user: fc.option(user, { nil: undefined }),
      time,
      updates,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('alias' as const), from: user, to: user, time }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unalias' as const), user, time }) },
);

/** Up to 30 rows as the store would hold them, in order of arrival; their times are in any order and often equal. */
export const history: fc.Arbitrary<World['events']> = fc
  .array(action, { minLength: 1, maxLength: 30, size: 'medium' })
  .map(arrivals);

/**
 * Resolves identity as on arrival: the first user seen on a device gets what it did before, later anonymous events go to the
 * device's last user, and an alias that would close a ring is refused.
 */
function arrivals(actions: readonly Action[]): readonly Arrived[] {
  const lastUser = new Map<string, string>();
  const aliases = new Map<string, string>();
  const rows: Arrived[] = [];
  for (const each of actions) {
    const row = arrival(each);
    if (row) rows.push({ ...BLANK, received: row.time, ...row, seq: rows.length + 1 });
  }
  return rows;

  function arrival(each: Action): (Partial<Arrived> & Pick<Arrived, 'name' | 'time'>) | undefined {
    switch (each.kind) {
      case 'event':
      case 'identify': {
        const { name, time: at, sessionId, device, accounts: names, properties: own, userProperties } = each;
        const known = device === undefined ? undefined : lastUser.get(device);
        const links = device !== undefined && each.user !== undefined && known === undefined;
        if (device !== undefined && each.user !== undefined) lastUser.set(device, each.user);
        const owner = each.user ?? known;
        return {
          name,
          time: at,
          sessionId,
          user: owner !== undefined ? userKey(owner) : deviceKey(device ?? ''),
          userId: owner ?? '',
          deviceId: device ?? '',
          ...grouped(names),
          properties: own,
          userProperties,
          userUpdates: each.updates,
          ...(links ? { linkedKey: deviceKey(device), linkKind: 'device' as const } : {}),
        };
      }
      case 'group':
        return {
          name: GROUP_IDENTIFY,
          time: each.time,
          ...(each.user === undefined ? {} : { user: userKey(each.user), userId: each.user }),
          ...grouped([each.account]),
          accountUpdates: each.updates,
        };
      case 'alias':
        if (leadsTo(each.to, each.from)) return undefined;
        aliases.set(each.from, each.to);
        return link(ALIAS, each.to, each.from, each.time);
      case 'unalias':
        aliases.delete(each.user);
        return link(UNALIAS, each.user, each.user, each.time);
    }
  }

  function leadsTo(name: string, wanted: string): boolean {
    for (let at: string | undefined = name; at !== undefined; at = aliases.get(at)) {
      if (at === wanted) return true;
    }
    return false;
  }
}

function grouped(names: readonly string[]): Pick<Arrived, 'groups' | 'accounts'> {
  return { groups: names.length === 0 ? {} : { account: names }, accounts: names.map(accountKey) };
}

function link(name: string, owner: string, linked: string, at: number) {
  return {
    name,
    time: at,
    user: userKey(owner),
    userId: owner,
    linkedKey: userKey(linked),
    linkKind: 'alias' as const,
  };
}

const BLANK: Omit<Arrived, 'name' | 'time' | 'seq' | 'received'> = {
  user: '0',
  userId: '',
  deviceId: '',
  insertId: '',
  insertKey: '0',
  sessionId: NO_SESSION,
  groups: {},
  accounts: [],
  properties: {},
  userProperties: {},
  userUpdates: {},
  accountUpdates: {},
  linkedKey: '0',
  linkKind: '',
  source: 'test',
};
