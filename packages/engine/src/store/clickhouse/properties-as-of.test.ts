import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { deviceKey } from '../../model/key.ts';
import { sql } from '../sql/fragment.ts';
import { eventRows } from './event-row.ts';
import { propertiesAsOfSql } from './properties-as-of.ts';
import { loadIdentityOverlay } from './timeline.ts';
import { unitIdsSql } from './unit-ids.ts';

describe('ids and properties of units', () => {
  const project = 'p';
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    const set = (fields: Parameters<typeof storedEvent>[0]) => storedEvent(fields);
    await temporary.store.insert(
      'events',
      eventRows([
        set({ project, name: 'view', time: 1_000, device: 'd1', userUpdates: { source: 'ad' } }),
        set({
          project,
          name: 'login',
          time: 2_000,
          by: 'ann',
          device: 'd1',
          account: 'acme',
          linkedKey: deviceKey('d1'),
          linkKind: 'device',
        }),
        set({
          project,
          name: '$identify',
          time: 3_000,
          by: 'ann',
          userUpdates: { plan: 'free', role: 'admin' },
        }),
        set({
          project,
          name: '$identify',
          time: 4_000,
          by: 'ann',
          userUpdates: { plan: 'team', role: null },
        }),
        set({ project, name: 'view', time: 5_000, device: 'd2' }),
      ]),
    );
  });
  afterAll(() => temporary.dispose());

  it('names users by their id, devices by a prefix, accounts by their name', async () => {
    const overlay = await loadIdentityOverlay(temporary.store, project);
    const ids = async (unit: 'user' | 'account') =>
      (
        await temporary.store.query<{ id: string }>(
          sql`SELECT id FROM (${unitIdsSql(project, unit, overlay)}) ORDER BY id`,
        )
      ).map((r) => r.id);
    expect(await ids('user')).toEqual(['ann', 'device:d2']);
    expect(await ids('account')).toEqual(['acme']);
  });

  it('reads values as they stood, the device’s own included, and leaves out what was removed', async () => {
    const overlay = await loadIdentityOverlay(temporary.store, project);
    const at = async (asOf: number, properties?: string[]) =>
      Object.fromEntries(
        (
          await temporary.store.query<{ property: string; value: string }>(
            sql`SELECT property, value FROM (${propertiesAsOfSql(project, 'user', overlay, asOf, properties)}) ORDER BY property`,
          )
        ).map((row) => [row.property, JSON.parse(row.value)]),
      );
    expect(await at(1_000)).toEqual({ source: 'ad' });
    expect(await at(3_000)).toEqual({ source: 'ad', plan: 'free', role: 'admin' });
    expect(await at(4_000)).toEqual({ source: 'ad', plan: 'team' });
    expect(await at(4_000, ['plan'])).toEqual({ plan: 'team' });
  });
});
