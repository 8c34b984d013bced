import {
  ACCOUNT,
  ALIAS,
  GROUP_IDENTIFY,
  type IncomingEvent,
  type StoredEvent,
  UNALIAS,
} from '../../model/event.ts';
import { accountKey } from '../../model/key.ts';
import type { Project } from '../../model/project.ts';
import type { PropertyUpdate } from '../../model/property-update.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { bareRecord } from '../../util/bare-record.ts';
import type { Problem } from '../../util/result.ts';
import { applyUpdate, type NamedUpdate, sameValue } from './apply-update.ts';
import type { DeviceState, ProjectState } from './identity-state.ts';
import { MAX_PROPERTIES, REASSERT_AFTER_MS } from './limits.ts';
import {
  GROUP_PREFIX,
  type Groups,
  NO_GROUPS,
  NOTHING,
  PropertyHistory,
  type Snapshot,
} from './property-history.ts';

export interface Arrival {
  readonly seq: number;
  readonly received: Instant;
  readonly insertKey: string;
  /** Key of the event's user id, or undefined without one. */
  readonly userKey: string | undefined;
  readonly device: DeviceState | undefined;
}

export interface Resolved {
  /** Undefined: the event was refused as a whole. */
  readonly event: StoredEvent | undefined;
  /** What was not taken, of the event or of all of it, and why. */
  readonly refusals: readonly Problem[];
  /** Keys whose histories can no longer be told from memory, because a history was split. */
  readonly stale: readonly string[] | undefined;
}

type Updates = Record<string, PropertyValue | null>;

const NO_REFUSALS: readonly Problem[] = [];
const NO_UPDATES: Readonly<Updates> = Object.freeze(Object.create(null));
const NO_LINK = { key: '0', kind: '' } as const;
const NO_ACCOUNTS: readonly string[] = [];

/**
 * What one event becomes, in the order of arrival: whose it is, what it ties together, what it sets, and the snapshot that it
 * carries. Changes `state` as if the event were stored. The state holds every device and history that the event names.
 */
export function resolveEvent(event: IncomingEvent, state: ProjectState, arrival: Arrival): Resolved {
  if (event.name === ALIAS || event.name === UNALIAS) return resolveAlias(event, state, arrival);
  if (!event.userId && !event.deviceId && event.name !== GROUP_IDENTIFY) {
    return refused('no-user', 'neither a user id nor a device id was given: send one of them', 'user_id');
  }
  const refusals: Problem[] = [];
  const { user, linkedKey, linkKind } = whose(state, arrival);
  const history = user === '0' ? undefined : historyOf(state, user);
  const named = namedGroups(event.groups, state.project);
  const joined = namedGroups(event.joins, state.project);
  const account = named[ACCOUNT]?.[0] ?? joined[ACCOUNT]?.[0];
  if (event.name === GROUP_IDENTIFY && !event.userId && !event.deviceId && account === undefined) {
    return refused(
      'no-account',
      `properties are kept of accounts, which this project calls "${state.project.accountGroup}": name one of them`,
      'groups',
    );
  }
  const asked = withJoins(event.userUpdates, joined);
  const size = history?.size ?? 0;
  const userUpdates = history
    ? recordUpdates(history, asked, event.time, arrival.seq, 'user_properties', refusals)
    : withoutSubject(asked, 'user', 'user_properties', refusals);
  if (history && history.size > size) state.users.grew(history.size - size);

  const snapshot = history?.snapshotAt(event.time) ?? NOTHING;
  const groups = named === NO_GROUPS ? snapshot.groups : { ...snapshot.groups, ...named };
  const accounts =
    groups === snapshot.groups ? snapshot.accounts : (groups[ACCOUNT] ?? NO_ACCOUNTS).map(accountKey);
  const accountUpdates = updateAccount(event, account, state, arrival.seq, refusals);
  return {
    event: stored(event, state, arrival, {
      user,
      groups,
      accounts,
      snapshot,
      userUpdates,
      accountUpdates,
      linkedKey,
      linkKind,
    }),
    refusals,
    stale: undefined,
  };
}

/** The key of the account whose properties an event may set: the first that it names, or else that its user joins. */
export function accountOf(event: IncomingEvent, project: Project): string | undefined {
  const account =
    namedGroups(event.groups, project)[ACCOUNT]?.[0] ?? namedGroups(event.joins, project)[ACCOUNT]?.[0];
  return account === undefined ? undefined : accountKey(account);
}

interface Whose {
  readonly user: string;
  readonly linkedKey: string;
  readonly linkKind: StoredEvent['linkKind'];
}

/**
 * The user when there is one; else the user last seen on the device; else the device itself. The first user ever on a device
 * owns what the device did before; a later one only what it does from then on.
 */
function whose(state: ProjectState, { userKey, device }: Arrival): Whose {
  if (userKey === undefined) return { user: device ? (device.user ?? device.key) : '0', ...unlinked };
  if (device === undefined || device.user === userKey) return { user: userKey, ...unlinked };
  const first = device.user === undefined;
  device.user = userKey;
  if (first) merge(state, device.key, userKey);
  return { user: userKey, linkedKey: device.key, linkKind: first ? 'device' : 'last-user' };
}

const unlinked = { linkedKey: NO_LINK.key, linkKind: NO_LINK.kind } as const;

function historyOf(state: ProjectState, user: string): PropertyHistory {
  const root = state.aliases.root(user);
  let history = state.users.get(root);
  if (history === undefined) {
    // Only a user whose aliases changed within the block: all others were loaded before.
    history = new PropertyHistory();
    state.users.set(root, history);
  }
  return history;
}

/** What was filed under `from` is from now on filed under the root of `to`. */
function merge(state: ProjectState, from: string, to: string): void {
  const history = state.users.get(from);
  if (history === undefined) return;
  state.users.delete(from);
  if (history.size === 0) return;
  historyOf(state, to).absorb(history);
  state.users.grew(history.size);
}

function resolveAlias(event: IncomingEvent, state: ProjectState, arrival: Arrival): Resolved {
  if (!event.aliasOf || (!event.userId && event.name === ALIAS)) {
    return refused(
      'no-alias',
      `${event.name} must name two users: a user id and the one that it takes over`,
      'alias',
    );
  }
  const key = state.userKey(event.aliasOf);
  const owner = state.aliases.owner(key);
  if (event.name === UNALIAS) {
    if (owner === undefined || (event.userId && owner !== state.userKey(event.userId))) {
      return refused(
        'not-an-alias',
        `"${event.aliasOf}" is not an alias${event.userId ? ` of "${event.userId}"` : ''}, so there is nothing to undo`,
        'alias',
      );
    }
    const root = state.aliases.root(key);
    state.aliases.delete(key);
    const undone = { ...event, userId: event.aliasOf };
    return { ...tied(undone, state, arrival, key, key), stale: [root, key] };
  }
  const user = state.userKey(event.userId ?? '');
  if (state.aliases.passes(user, key)) {
    return refused(
      'alias-ring',
      user === key
        ? `"${event.aliasOf}" cannot be an alias of itself`
        : `"${event.userId}" already belongs to "${event.aliasOf}", so the reverse would make a ring: undo that alias first`,
      'alias',
    );
  }
  if (owner === user) return tied(event, state, arrival, user, key);
  const moved = owner === undefined ? undefined : [state.aliases.root(key), state.aliases.root(user)];
  state.aliases.set(key, user);
  if (moved === undefined) merge(state, key, user);
  return { ...tied(event, state, arrival, user, key), stale: moved };
}

/** The row of an alias: it sets nothing and belongs to `user`. */
function tied(
  event: IncomingEvent,
  state: ProjectState,
  arrival: Arrival,
  user: string,
  linkedKey: string,
): Resolved {
  const row = stored(event, state, arrival, {
    user,
    groups: NO_GROUPS,
    accounts: NO_ACCOUNTS,
    snapshot: NOTHING,
    userUpdates: NO_UPDATES,
    accountUpdates: NO_UPDATES,
    linkedKey,
    linkKind: 'alias',
  });
  return { event: row, refusals: NO_REFUSALS, stale: undefined };
}

function refused(code: string, message: string, path: string): Resolved {
  return { event: undefined, refusals: [{ code, message, path }], stale: undefined };
}

/** The updates as absolute values, written down in the history as well. What cannot be applied is refused and left out. */
function recordUpdates(
  history: PropertyHistory,
  asked: readonly PropertyUpdate[],
  time: Instant,
  seq: number,
  path: string,
  refusals: Problem[],
): Readonly<Updates> {
  let updates: Updates | undefined;
  for (const update of withoutClear(asked, history, time)) {
    const { property } = update;
    if (!history.has(property) && history.propertyCount >= MAX_PROPERTIES) {
      refusals.push({
        code: 'too-many-properties',
        message: `there are ${MAX_PROPERTIES} properties already, so "${property}" was not set: the limit is ${MAX_PROPERTIES}`,
        path: `${path}.${property}`,
      });
      continue;
    }
    const before = history.assertionAt(property, time);
    const applied = applyUpdate(before?.value ?? undefined, update);
    if (applied.kind === 'keep') continue;
    if (applied.kind === 'refused') {
      refusals.push({ code: applied.code, message: applied.message, path: `${path}.${property}` });
      continue;
    }
    const { value } = applied;
    if (before && sameValue(before.value, value) && time - before.time < REASSERT_AFTER_MS) continue;
    updates ??= bareRecord();
    updates[property] = value;
    history.record(property, time, seq, value);
  }
  return updates ?? NO_UPDATES;
}

/** Spells `clear` out: every property known at `time` is unset. Groups stay: a user leaves one only for another. */
function withoutClear(
  asked: readonly PropertyUpdate[],
  history: PropertyHistory,
  time: Instant,
): readonly NamedUpdate[] {
  if (!asked.some((update) => update.op === 'clear')) return asked as readonly NamedUpdate[];
  const known = Object.keys(history.snapshotAt(time).properties);
  return asked.flatMap((update, i): readonly NamedUpdate[] => {
    if (update.op !== 'clear') return [update];
    const before = asked.slice(0, i).flatMap((earlier) => (earlier.op === 'clear' ? [] : [earlier.property]));
    return [...new Set([...known, ...before])]
      .filter((property) => !property.startsWith(GROUP_PREFIX))
      .map((property) => ({ op: 'unset', property }));
  });
}

function withoutSubject(
  asked: readonly PropertyUpdate[],
  subject: string,
  path: string,
  refusals: Problem[],
): Readonly<Updates> {
  if (asked.length > 0) {
    refusals.push({
      code: `no-${subject}`,
      message: `there is no ${subject} to set ${asked.length} properties of, so they were left out: name one`,
      path,
    });
  }
  return NO_UPDATES;
}

function updateAccount(
  event: IncomingEvent,
  account: string | undefined,
  state: ProjectState,
  seq: number,
  refusals: Problem[],
): Readonly<Updates> {
  if (event.accountUpdates.length === 0) return NO_UPDATES;
  if (account === undefined)
    return withoutSubject(event.accountUpdates, 'account', 'group_properties', refusals);
  const key = accountKey(account);
  let history = state.accounts.get(key);
  if (history === undefined) {
    history = new PropertyHistory();
    state.accounts.set(key, history);
  }
  const size = history.size;
  const updates = recordUpdates(history, event.accountUpdates, event.time, seq, 'group_properties', refusals);
  state.accounts.grew(history.size - size);
  return updates;
}

/** The groups that the event names, each once, the project's account group under the name of `account`. */
function namedGroups(groups: Groups, project: Project): Groups {
  let named: Record<string, readonly string[]> | undefined;
  for (const type of Object.keys(groups)) {
    const names = groups[type];
    if (names === undefined || names.length === 0) continue;
    named ??= bareRecord<readonly string[]>();
    const as = type === project.accountGroup ? ACCOUNT : type;
    const before = named[as];
    named[as] =
      before === undefined && names.length === 1 ? names : [...new Set([...(before ?? []), ...names])];
  }
  return named ?? NO_GROUPS;
}

/** The updates asked for, and those that keep the groups that the user joins. */
function withJoins(updates: readonly PropertyUpdate[], joined: Groups): readonly PropertyUpdate[] {
  if (joined === NO_GROUPS) return updates;
  const joins = Object.entries(joined).map(
    ([type, names]): PropertyUpdate => ({ op: 'set', property: GROUP_PREFIX + type, value: names }),
  );
  return [...updates, ...joins];
}

interface Meaning extends Whose {
  readonly groups: Groups;
  readonly accounts: readonly string[];
  readonly snapshot: Snapshot;
  readonly userUpdates: Readonly<Updates>;
  readonly accountUpdates: Readonly<Updates>;
}

function stored(event: IncomingEvent, state: ProjectState, arrival: Arrival, meaning: Meaning): StoredEvent {
  return {
    project: state.project.id,
    name: event.name,
    time: event.time,
    seq: arrival.seq,
    received: arrival.received,
    user: meaning.user,
    userId: event.userId ?? '',
    deviceId: event.deviceId ?? '',
    insertId: event.insertId ?? '',
    insertKey: arrival.insertKey,
    sessionId: event.sessionId,
    groups: meaning.groups,
    accounts: meaning.accounts,
    properties: event.properties,
    userProperties: meaning.snapshot.properties,
    userUpdates: meaning.userUpdates,
    accountUpdates: meaning.accountUpdates,
    linkedKey: meaning.linkedKey,
    linkKind: meaning.linkKind,
    source: event.source,
  };
}
