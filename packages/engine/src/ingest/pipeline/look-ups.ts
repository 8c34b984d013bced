import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { PropertyHistory } from './property-history.ts';

/** Keys of aliased users, each with the key that it directly belongs to. */
export async function loadAliases(store: EventStore, project: string): Promise<Map<string, string>> {
  const rows = await store.query<{ key: string; last_owner: string }>(
    sql`SELECT key, argMax(owner, identity_links.seq) AS last_owner FROM identity_links
        WHERE project = ${param.string(project)} AND kind = 'alias' GROUP BY key HAVING last_owner != key`,
  );
  return new Map(rows.map((row) => [row.key, row.last_owner]));
}

/** The user last seen on each of these devices, by device key; a device that nobody was seen on is not in the answer. */
export async function loadDeviceUsers(
  store: EventStore,
  project: string,
  devices: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (devices.length === 0) return new Map();
  const rows = await store.query<{ device: string; last_user: string }>(
    sql`SELECT device, argMax(user, device_users.seq) AS last_user FROM device_users
        WHERE project = ${param.string(project)} AND device IN (${param.keys(devices)}) GROUP BY device`,
  );
  return new Map(rows.map((row) => [row.device, row.last_user]));
}

interface UpdateRow {
  readonly subject: string;
  readonly property: string;
  readonly at: number;
  readonly arrival: number;
  readonly value: string;
}

/**
 * The property histories of users. `keys` are all keys that belong to them, each with the key to file its history under; what
 * the devices of `owners` set is theirs too. Every filed-under key has a history in the answer, maybe an empty one.
 */
export async function loadUserHistories(
  store: EventStore,
  project: string,
  keys: ReadonlyMap<string, string>,
  owners: readonly string[],
): Promise<ReadonlyMap<string, PropertyHistory>> {
  const histories = new Map<string, PropertyHistory>();
  const rootOf = new Map(keys);
  for (const root of keys.values()) if (!histories.has(root)) histories.set(root, new PropertyHistory());
  if (owners.length > 0) {
    const devices = await store.query<{ key: string; owner: string }>(
      sql`SELECT key, owner FROM identity_links_by_owner
          WHERE project = ${param.string(project)} AND kind = 'device' AND owner IN (${param.keys(owners)})`,
    );
    for (const { key, owner } of devices) rootOf.set(key, keys.get(owner) ?? owner);
  }
  file(await loadUpdates(store, project, 'user', [...rootOf.keys()]), histories, rootOf);
  return histories;
}

/** The property histories of accounts, by account key. */
export async function loadAccountHistories(
  store: EventStore,
  project: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, PropertyHistory>> {
  const histories = new Map(accounts.map((account) => [account, new PropertyHistory()]));
  const updates = await loadUpdates(store, project, 'account', accounts);
  file(updates, histories, new Map(accounts.map((account) => [account, account])));
  return histories;
}

async function loadUpdates(
  store: EventStore,
  project: string,
  scope: 'user' | 'account',
  subjects: readonly string[],
): Promise<readonly UpdateRow[]> {
  if (subjects.length === 0) return [];
  return await store.query<UpdateRow>(
    sql`SELECT subject, property, toFloat64(toUnixTimestamp64Milli(time)) AS at, toFloat64(seq) AS arrival, value
        FROM property_updates_by_subject
        WHERE project = ${param.string(project)} AND scope = ${param.string(scope)} AND subject IN (${param.keys(subjects)})`,
  );
}

function file(
  rows: readonly UpdateRow[],
  histories: ReadonlyMap<string, PropertyHistory>,
  rootOf: ReadonlyMap<string, string>,
): void {
  for (const row of rows) {
    const root = rootOf.get(row.subject);
    if (root === undefined) continue;
    const value = JSON.parse(row.value) as PropertyValue | null;
    histories.get(root)?.record(row.property, row.at, row.arrival, value);
  }
}

/** An insert id that may have been stored already, with what helps to find its row. */
export interface Suspect {
  readonly identity: string;
  readonly insertKey: string;
  readonly name: string;
  /** Keys that the row may be stored under. */
  readonly users: readonly string[];
}

/**
 * When each suspect that is stored arrived last, by its identity; only arrivals after `since` count. A repeat mostly has the
 * name and the user of the first, so the primary key finds it; for the others all insert keys are read.
 */
export async function loadStoredInserts(
  store: EventStore,
  project: string,
  suspects: readonly Suspect[],
  since: Instant,
): Promise<ReadonlyMap<string, Instant>> {
  const found = new Map<string, Instant>();
  const read = async (wanted: readonly Suspect[], near: boolean): Promise<void> => {
    if (wanted.length === 0) return;
    const names = [...new Set(wanted.map((suspect) => suspect.name))];
    const users = [...new Set(wanted.flatMap((suspect) => suspect.users))];
    const place = near ? sql`name IN (${param.strings(names)}) AND user IN (${param.keys(users)})` : sql`1`;
    const rows = await store.query<{
      device_id: string;
      user_id: string;
      insert_id: string;
      arrived: number;
    }>(
      sql`SELECT device_id, user_id, insert_id, toFloat64(toUnixTimestamp64Milli(max(received))) AS arrived FROM events
          WHERE project = ${param.string(project)} AND ${place}
            AND insert_key IN (${param.keys(wanted.map((suspect) => suspect.insertKey))}) AND received > ${instant(since)}
          GROUP BY device_id, user_id, insert_id`,
    );
    for (const row of rows) {
      const identity = insertIdentity(project, row.device_id, row.user_id, row.insert_id);
      found.set(identity, Math.max(found.get(identity) ?? Number.NEGATIVE_INFINITY, row.arrived));
    }
  };
  await read(suspects, true);
  await read(
    suspects.filter((suspect) => !found.has(suspect.identity)),
    false,
  );
  return found;
}

/** What makes two arrivals the same event, spelt out: the device, or without one the user, and the insert id. */
export function insertIdentity(project: string, deviceId: string, userId: string, insertId: string): string {
  const whose = deviceId === '' ? `u:${userId}` : `d:${deviceId}`;
  const plain = PLAIN.test(project) && PLAIN.test(whose) && PLAIN.test(insertId);
  return plain ? `["${project}","${whose}","${insertId}"]` : JSON.stringify([project, whose, insertId]);
}

/** Text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;
