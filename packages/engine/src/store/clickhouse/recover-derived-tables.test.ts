import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { deviceKey } from '../../model/key.ts';
import { sql, unsafeSql } from '../sql/fragment.ts';
import { eventRows } from './event-row.ts';
import { markDerivedTables, recoverDerivedTables } from './recover-derived-tables.ts';

const TABLES = [
  'users',
  'accounts',
  'property_updates',
  'property_updates_by_subject',
  'identity_links',
  'identity_links_by_owner',
  'device_users',
  'sequence_events',
];

describe('recoverDerivedTables', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  async function contents(): Promise<Record<string, readonly object[]>> {
    const found: Record<string, readonly object[]> = {};
    for (const table of TABLES) {
      found[table] = await temporary.store.query(sql`SELECT * FROM ${unsafeSql(table)} FINAL ORDER BY ALL`);
    }
    return found;
  }

  it('derives again what is missing, and changes nothing else', async () => {
    const { store } = temporary;
    const base = { project: 'p', name: 'view' };
    const events = [
      storedEvent({ ...base, time: 1_000, device: 'phone' }),
      storedEvent({
        ...base,
        time: 2_000,
        by: 'ann',
        device: 'phone',
        account: 'acme',
        linkedKey: deviceKey('phone'),
        linkKind: 'device',
        userUpdates: { plan: 'free', seats: 2 },
        accountUpdates: { size: 10 },
      }),
    ];
    await store.insert('events', eventRows(events));
    const whole = await contents();
    expect(Object.values(whole).every((rows) => rows.length > 0)).toBe(true);

    for (const table of TABLES) await store.command(sql`TRUNCATE TABLE ${unsafeSql(table)}`);
    await recoverDerivedTables(store);
    expect(await contents()).toEqual(whole);
    await recoverDerivedTables(store);
    expect(await contents()).toEqual(whole);
  });

  it('trusts the mark of a process that ended well', async () => {
    const { store } = temporary;
    await markDerivedTables(store);
    await store.command(sql`TRUNCATE TABLE users`);
    await recoverDerivedTables(store);
    expect((await contents()).users).toEqual([]);

    await store.insert(
      'events',
      eventRows([storedEvent({ project: 'p', name: 'view', time: 3_000, by: 'bob' })]),
    );
    await recoverDerivedTables(store);
    expect((await contents()).users).toHaveLength(3);
  });
});
