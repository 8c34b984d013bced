import type { StoredEvent } from '../../model/event.ts';
import type { EventStore } from '../../store/event-store.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { KeyFilter } from './key-filter.ts';
import { streamKeys } from './stream-keys.ts';

/** Which look-ups may find something. Of all projects together: a key that another project has only costs a query. */
export interface LookUpFilters {
  /** Devices that a user was seen on. */
  readonly devices: KeyFilter;
  /** Users, devices and accounts that have property updates. */
  readonly subjects: KeyFilter;
  /** Users who own a device that has property updates of its own. */
  readonly owners: KeyFilter;
}

/** Reads the keys of the look-up tables. `maxKeys` bounds each filter; see KeyFilter. */
export async function loadLookUpFilters(store: EventStore, maxKeys: number): Promise<LookUpFilters> {
  const filter = async (select: Sql): Promise<KeyFilter> => {
    const [counted] = await store.query<{ keys: number }>(
      sql`SELECT toFloat64(count()) AS keys FROM (${select})`,
    );
    const keys = counted?.keys ?? 0;
    const made = new KeyFilter(maxKeys, keys);
    if (keys <= maxKeys)
      await streamKeys(store, select, 1, (words) => made.addWords(words[0] ?? 0, words[1] ?? 0));
    return made;
  };
  const devices = await filter(sql`SELECT device FROM device_users`);
  const subjects = await filter(
    sql`SELECT subject FROM property_updates_by_subject GROUP BY project, scope, subject`,
  );
  const owners = new KeyFilter(maxKeys);
  const links = sql`SELECT owner, key FROM identity_links_by_owner WHERE kind = 'device'`;
  await streamKeys(store, links, 2, (words) => {
    if (subjects.mayHaveWords(words[2] ?? 0, words[3] ?? 0)) owners.addWords(words[0] ?? 0, words[1] ?? 0);
  });
  return { devices, subjects, owners };
}

/** Notes what the look-up tables will have once the event is stored. */
export function noteInFilters(filters: LookUpFilters, event: StoredEvent): void {
  if (event.linkKind === 'device' || event.linkKind === 'last-user') {
    filters.devices.add(event.linkedKey);
    if (event.linkKind === 'device' && filters.subjects.mayHave(event.linkedKey))
      filters.owners.add(event.user);
  }
  if (hasAny(event.userUpdates)) filters.subjects.add(event.user);
  const [account] = event.accounts;
  if (account !== undefined && hasAny(event.accountUpdates)) filters.subjects.add(account);
}

function hasAny(updates: StoredEvent['userUpdates']): boolean {
  for (const _ in updates) return true;
  return false;
}
