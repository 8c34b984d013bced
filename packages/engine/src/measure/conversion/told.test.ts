import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { webhook } from '../../activate/destinations/webhook/webhook.ts';
import { saveDestination } from '../../activate/sync/destination-records.ts';
import { type Lease, takeLease } from '../../activate/sync/lease.ts';
import { forgetAll, record } from '../../activate/sync/ledger.ts';
import type { Delivered } from '../../activate/sync/net-difference.ts';
import { createSync, getSync } from '../../activate/sync/sync-records.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { parseCohort } from '../../define/language/parse.ts';
import { DAY_MS } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { secretBox } from '../../util/secret-box.ts';
import { toldBySync } from './told.ts';

const MONDAY = Date.UTC(2026, 2, 2, 9);

const ADDED: Omit<Delivered, 'subject' | 'address'> = {
  ...{ name: 'n', wants: 'in', has: 'yes', state: 'settled', fingerprint: '-' },
  ...{ reason: undefined, message: undefined, attempts: 0, nextAt: 0, eventAt: 0, missed: 0 },
};
const row = (subject: string, change: Partial<Delivered> = {}): Delivered => ({
  ...ADDED,
  subject,
  address: `a-${subject}`,
  ...change,
});

describe('whom the destination of a sync took', () => {
  let temporary: TemporaryRecordStore;
  let lease: Lease;
  let sync = '';
  beforeAll(async () => {
    temporary = await temporaryRecordStore();
    const { store } = temporary;
    await store.db
      .insertInto('projects')
      .values({ id: 'p', name: 'p', time_zone: 'UTC', account_group: 'account' })
      .execute();
    const settings = { url: 'https://x.com' };
    const made = await saveDestination(store, secretBox(Buffer.alloc(32)), 'p', 'hook', webhook, settings);
    const parsed = parseCohort('users who did wall');
    if (!parsed.ok) throw new Error('the cohort does not parse');
    const cohort = await createCohort(store, 'p', { name: 'c', description: '', definition: parsed.value });
    lease = must(await takeLease(store, made.id, { owner: 'o', seconds: 600, monotonic: () => 0 }), 'lease');
    const to = { cohortId: cohort.id, destinationId: made.id, audienceName: 'c' };
    const given = { ...to, mode: 'dynamic', mapping: { email: 'email', attributes: {} } } as const;
    sync = (await createSync(store, 'p', given)).id;
  });
  afterAll(() => temporary.dispose());

  const write = (day: number, keep: readonly Delivered[], forget: readonly Delivered[] = []) =>
    record(temporary.store, lease, sync, MONDAY + day * DAY_MS, { keep, forget });
  const told = async (every: 'day' | 'week', timeZone = 'UTC') =>
    (await toldBySync(temporary.store, sync, every, timeZone)).map(({ run, asOf, units }) => ({
      run,
      day: (asOf - MONDAY) / DAY_MS,
      units: units.map(({ key, at }) => `${key} on ${(at - MONDAY) / DAY_MS}`),
    }));

  const firstTold = async () => (await getSync(temporary.store, 'p', sync)).firstToldAt;

  it('is nobody before somebody was taken', async () => {
    await write(0, [
      row('9', { has: 'unknown', state: 'retry' }),
      row('8', { has: 'no', state: 'rejected' }),
    ]);
    expect(await told('week')).toEqual([]);
    expect(await firstTold()).toBeUndefined();
  });

  it('keeps when each was first taken: over changes, after they left, when they come back, under another address', async () => {
    await write(1, [row('1'), row('2')]);
    await write(3, [row('3')]);
    // Changed attributes; gone; back again under another address.
    await write(4, [row('1', { fingerprint: 'other' })], [row('2')]);
    await write(5, [], [row('3')]);
    await write(8, [row('3', { address: 'a-new' }), row('4')]);
    await write(9, [], [row('3', { address: 'a-new' })]);
    expect(await told('week')).toEqual([
      { run: 1, day: 1, units: ['1 on 1', '2 on 1', '3 on 3'] },
      { run: 2, day: 8, units: ['4 on 8'] },
    ]);
    expect(await firstTold()).toBe(MONDAY + DAY_MS);
    await forgetAll(temporary.store, lease, sync);
    await write(20, [row('1'), row('4')]);
    expect((await told('week')).map(({ units }) => units)).toEqual([
      ['1 on 1', '2 on 1', '3 on 3'],
      ['4 on 8'],
    ]);
  });

  it('puts them together by the days and weeks of the project, and numbers those in which somebody was', async () => {
    expect(await told('day')).toEqual([
      { run: 1, day: 1, units: ['1 on 1', '2 on 1'] },
      { run: 2, day: 3, units: ['3 on 3'] },
      { run: 3, day: 8, units: ['4 on 8'] },
    ]);
    // In Honolulu 9 o'clock on Tuesday the 10th is still Monday the 9th, in the same week as Monday 9 o'clock of UTC is not.
    await write(7, [row('5')]);
    expect((await told('week', 'Pacific/Honolulu')).map(({ units }) => units)).toEqual([
      ['1 on 1', '2 on 1', '3 on 3', '5 on 7'],
      ['4 on 8'],
    ]);
    expect((await told('week')).map(({ units }) => units)).toEqual([
      ['1 on 1', '2 on 1', '3 on 3'],
      ['5 on 7', '4 on 8'],
    ]);
  });
});
