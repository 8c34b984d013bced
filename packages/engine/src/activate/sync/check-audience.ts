import type { Instant } from '../../model/time.ts';
import { HOUR_MS, MINUTE_MS } from '../../model/time.ts';
import { jsonb } from '../../store/postgres/json.ts';
import { must } from '../../util/assert.ts';
import type { ReadBack } from '../destinations/audience.ts';
import type { Destination } from '../destinations/define-destination.ts';
import { callOver } from './call.ts';
import { type Drift, failedLook } from './drift.ts';
import { type IdentityMap, storedIdentities } from './identity-map.ts';
import { addressesThere, placedPages, record } from './ledger.ts';
import type { Delivered } from './net-difference.ts';
import type { PassContext } from './run-pass.ts';
import { changeSync, type Sync } from './sync-records.ts';

const NAMES = 10;
const EVERY_MS = 24 * HOUR_MS;
/** A member who was put in this many times and was never there is left to the destination. */
const TIMES_MISSED = 3;
const NOT_THERE_AGAIN_MS = 6 * HOUR_MS;

/** How a destination with these settings tells who is in an audience; undefined where it does not. */
export function readBackOf({ readBack }: Destination, settings: unknown): ReadBack<unknown> | undefined {
  return readBack?.able?.(settings) === false ? undefined : readBack;
}

/** Is the audience to be looked into now? Once a day; sooner after the first fill, and while somebody is missing. */
export function checkIsDue(sync: Sync, readBack: ReadBack<unknown> | undefined, now: Instant): boolean {
  if (readBack === undefined || sync.audienceId === undefined || sync.comparedAt === undefined) return false;
  if (sync.checkAsked) return true;
  if (sync.checkedAt === undefined) return now > sync.comparedAt + readBack.lagMs;
  const soon = readBack.lagMs + 10 * MINUTE_MS;
  return now > sync.checkedAt + ((sync.drift?.missing ?? 0) > 0 ? soon : EVERY_MS);
}

/** What was read of an audience: its members, or no more than that their number is as it should be. */
export interface AudienceRead {
  readonly checkedAt: Instant;
  readonly there: number;
  /** As the destination tells them; undefined when only the number was asked for. */
  readonly members: Set<string> | undefined;
}

/**
 * Notes that an audience could not be read. What goes out does not wait for it: a key may be good for writing alone, and whether it still is
 * shows at the next pass. The next look comes when it is due.
 */
export async function noteFailedLook(
  { records, line, sync }: Pick<CheckContext, 'records' | 'line' | 'sync'>,
  message: string,
): Promise<void> {
  const now = line.pace.clock();
  const drift = jsonb<unknown>(failedLook(sync.drift, now, message));
  await changeSync(records, sync.id, { checked_at: now, check_asked: false, drift });
}

export type CheckContext = Pick<PassContext, 'records' | 'lease' | 'line' | 'sync'>;

/**
 * Reads who is in the audience; passes may go on meanwhile. Where the destination tells the number alone much faster, the members are read
 * only when it is off, or when `whole`. Undefined where there is nothing to read. A million members are held in memory. Throws a
 * DestinationFault.
 */
export async function readAudience(
  { records, line, sync }: Omit<CheckContext, 'lease'>,
  whole: boolean,
): Promise<AudienceRead | undefined> {
  const readBack = readBackOf(line.destination, line.settings);
  if (readBack === undefined || sync.audienceId === undefined) return undefined;
  const audience = { id: sync.audienceId, name: sync.audienceName };
  const context = { settings: line.settings, call: callOver(line), audience };
  const checkedAt = line.pace.clock();
  if (readBack.size !== undefined && !whole) {
    const there = await readBack.size(context);
    if (there === (await addressesThere(records, sync.id))) return { checkedAt, there, members: undefined };
  }
  const members = new Set<string>();
  for await (const page of readBack.members(context)) for (const each of page) members.add(each);
  return { checkedAt, there: members.size, members };
}

/**
 * Compares what was read with the ledger; no pass of the sync may run meanwhile. Whoever was taken and is not there comes up again; who is
 * there and was put in by nobody is told, and taken out where the sync is exclusive. What the destination took within its lag is not
 * judged, and neither is who was taken out since the reading began: `gone` are their addresses.
 */
export async function compareAudience(
  context: CheckContext,
  read: AudienceRead,
  gone: ReadonlySet<string>,
): Promise<Drift> {
  const found = await compared(context, read, gone);
  await changeSync(context.records, context.sync.id, {
    checked_at: found.checkedAt,
    check_asked: false,
    drift: jsonb<unknown>(found),
  });
  return found;
}

async function compared(
  { records, lease, line, sync }: CheckContext,
  { checkedAt, there, members }: AudienceRead,
  gone: ReadonlySet<string>,
): Promise<Drift> {
  const { pace, destination } = line;
  const { by, lagMs } = must(destination.readBack, 'way to read the audience');
  const missingNames: string[] = [];
  if (members === undefined)
    return {
      checkedAt,
      there,
      missing: 0,
      extra: 0,
      missingNames,
      extraAddresses: [],
      bySize: true,
      failed: null,
    };
  const left = new Set(members);
  const identities = storedIdentities(records, lease.destination);
  let missing = 0;
  for await (const page of placedPages(records, sync.id)) {
    const addresses = page.map(({ row }) => row.address);
    const keyOf = await keys(by, identities, addresses);
    const keep: Delivered[] = [];
    for (const { row, changedAt } of page) {
      const key = keyOf(row.address);
      const isThere = key !== undefined && members.has(key);
      if (isThere) left.delete(key);
      if (row.state !== 'settled' || row.has !== 'yes') continue;
      if (isThere && row.missed > 0) keep.push({ ...row, missed: 0 });
      if (isThere || changedAt > checkedAt - lagMs) continue;
      missing += 1;
      if (missingNames.length < NAMES) missingNames.push(row.name);
      keep.push(missed(row, checkedAt));
    }
    if (keep.length > 0) await record(records, lease, sync.id, pace.clock(), { keep, forget: [] });
  }
  const goneKey = await keys(by, identities, [...gone]);
  for (const address of gone) left.delete(goneKey(address) ?? '');
  if (sync.exclusive) await takeOut([...left]);
  const extraAddresses = [...left].slice(0, NAMES);
  return {
    checkedAt,
    there,
    missing,
    extra: left.size,
    missingNames,
    extraAddresses,
    bySize: false,
    failed: null,
  };

  /** Rows of nobody who is wanted: the next pass takes them out. */
  async function takeOut(all: readonly string[]): Promise<void> {
    for (let from = 0; from < all.length; from += 1_000) {
      const some = all.slice(from, from + 1_000);
      const addressOf = (key: string) => (by === 'address' ? key : `id:${key}`);
      if (by === 'vendor-id') await identities.learn(new Map(some.map((key) => [addressOf(key), key])));
      const keep = some.map((key) => stranger(key, addressOf(key)));
      await record(records, lease, sync.id, pace.clock(), { keep, forget: [] });
    }
  }
}

/** How the audience knows somebody of whom the ledger has the address. */
async function keys(
  by: ReadBack<unknown>['by'],
  identities: IdentityMap,
  addresses: readonly string[],
): Promise<(address: string) => string | undefined> {
  if (by === 'address') return (address) => address;
  const ids = await identities.of(addresses);
  return (address) => ids.get(address);
}

function missed(row: Delivered, now: Instant): Delivered {
  const times = row.missed + 1;
  if (times < TIMES_MISSED) {
    const message = 'the destination took them, and does not have them in the audience';
    return { ...row, has: 'unknown', state: 'retry', reason: 'not-there', message, nextAt: 0, missed: times };
  }
  return {
    ...row,
    has: 'no',
    state: 'unresolved',
    reason: 'not-there',
    message: `the destination took them ${times} times and never has them: is this person known there?`,
    nextAt: now + NOT_THERE_AGAIN_MS,
    missed: times,
  };
}

/** A subject of its own, after all keys of members in the order of subjects. */
function stranger(key: string, address: string): Delivered {
  return {
    subject: `~${key}`,
    address,
    name: key,
    wants: 'out',
    has: 'unknown',
    state: 'retry',
    reason: 'not-a-member',
    message: 'is in the audience, and not a member',
    fingerprint: '',
    attempts: 0,
    nextAt: 0,
    eventAt: 0,
    missed: 0,
  };
}
