import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeIterable } from '../../../../../test/fakes/iterable.ts';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { parseCohort } from '../../define/language/parse.ts';
import { liveOff } from '../../define/membership/live-off.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';
import { secretBox } from '../../util/secret-box.ts';
import { listDestinations } from './destination-records.ts';
import { addDestination, changeDestination } from './manage-destinations.ts';
import { realPace } from './pace.ts';
import { createSync, getSync } from './sync-records.ts';
import { createSyncService, type SyncService } from './sync-service.ts';

describe('several processes over one ledger', () => {
  let events: TemporaryStore;
  let records: TemporaryRecordStore;
  const fake = new FakeIterable('email');
  /** Membership requests by the service that sent them. */
  const sent: string[] = [];
  const troubles: unknown[] = [];
  /** How long the vendor takes to answer, ms. */
  let slow = 20;
  beforeAll(async () => {
    events = await temporaryEventStore();
    records = await temporaryRecordStore();
    const project = { id: 'p', name: 'p', time_zone: 'UTC', account_group: 'account' };
    await records.store.db.insertInto('projects').values(project).execute();
    const rows = Array.from({ length: 2_500 }, (_, i) =>
      storedEvent({
        project: 'p',
        name: 'wall',
        by: `u${i}`,
        time: Date.now() - 1_000,
        userUpdates: { email: `u${i}@x.com` },
      }),
    );
    await events.store.insert('events', eventRows(rows));
  });
  afterAll(async () => {
    await events.dispose();
    await records.dispose();
  });

  function service(name: string): SyncService {
    return createSyncService({
      store: events.store,
      records: records.store,
      live: liveOff(records.store),
      secrets: secretBox(Buffer.alloc(32, 9)),
      pace: realPace(Date.now),
      monotonic: () => performance.now(),
      onTrouble: (_, error) => troubles.push(error),
      send: async (request) => {
        if (request.url.includes('subscribe')) sent.push(name);
        await sleep(slow);
        return fake.answer(request);
      },
    });
  }

  it('one does the work, and another takes over when it ends', async () => {
    const [a, b] = [service('a'), service('b')];
    const { record } = await addDestination(
      a,
      'p',
      { kind: 'iterable', name: 'mail', settings: fake.settings },
      false,
    );
    const parsed = parseCohort('users who did wall in the last 14 days');
    if (!parsed.ok) throw new Error('the cohort does not parse');
    const cohort = await createCohort(records.store, 'p', {
      name: 'walls',
      description: '',
      definition: parsed.value,
    });
    const { id } = await createSync(records.store, 'p', {
      cohortId: cohort.id,
      destinationId: record.id,
      mode: 'dynamic',
      audienceName: 'walls',
      mapping: { email: 'email', attributes: {} },
    });
    a.start();
    b.start();
    while ((await getSync(records.store, 'p', id)).goodAt === undefined) await sleep(20);
    expect(fake.audience()).toHaveLength(2_500);
    expect(fake.lists.size).toBe(1);
    expect(sent).toHaveLength(3);
    expect(new Set(sent).size).toBe(1);
    const [busy, idle] = sent[0] === 'a' ? [a, b] : [b, a];
    const sync = await getSync(records.store, 'p', id);
    await expect(idle.runNow(sync)).rejects.toMatchObject({ status: 409 });
    expect(await busy.runNow(sync)).toMatchObject({ added: 0, removed: 0, fault: undefined });
    await busy.close();
    const last = storedEvent({
      project: 'p',
      name: 'wall',
      by: 'late',
      time: Date.now() - 500,
      userUpdates: { email: 'late@x.com' },
    });
    await events.store.insert('events', eventRows([last]));
    while (!fake.audience().includes('late@x.com')) await sleep(20);
    expect(new Set(sent).size).toBe(2);
    await idle.close();
    expect(troubles).toEqual([]);
  });

  it('goes on with new settings when they are changed, without resting first', async () => {
    const one = service('d');
    one.start();
    while (fake.audience().length < 2_501) await sleep(20);
    Object.assign(fake.settings, { apiKey: 'a-new-key-0123456789' });
    const [record] = await listDestinations(records.store, 'p');
    await changeDestination(one, must(record, 'destination'), { apiKey: 'a-new-key-0123456789' }, false);
    const next = storedEvent({
      project: 'p',
      name: 'wall',
      by: 'next',
      time: Date.now() - 500,
      userUpdates: { email: 'next@x.com' },
    });
    await events.store.insert('events', eventRows([next]));
    await records.store.db.updateTable('syncs').set({ compare_asked: true }).execute();
    one.poke();
    while (!fake.audience().includes('next@x.com')) await sleep(20);
    expect((await listDestinations(records.store, 'p'))[0]).toMatchObject({
      parked: undefined,
      resting: undefined,
    });
    await one.close();
    expect(troubles).toEqual([]);
  });

  it('stops a first fill when it is paused, and goes on from there', async () => {
    const { db } = records.store;
    await db.deleteFrom('sync_members').execute();
    await db.updateTable('syncs').set({ compare_asked: true }).execute();
    slow = 1_500;
    const { length } = sent;
    const one = service('e');
    one.start();
    while (sent.length === length) await sleep(5);
    await db.updateTable('syncs').set({ state: 'paused' }).execute();
    one.poke();
    await sleep(2_500);
    slow = 20;
    const asked = () => db.selectFrom('syncs').select('compare_asked').executeTakeFirstOrThrow();
    expect((await asked()).compare_asked).toBe(true);
    await db.updateTable('syncs').set({ state: 'running' }).execute();
    one.poke();
    while ((await asked()).compare_asked) await sleep(20);
    const there = await db.selectFrom('sync_members').select('subject').where('has', '=', 'yes').execute();
    expect(there).toHaveLength(2_502);
    await one.close();
    expect(troubles).toEqual([]);
  });

  it('sends nothing for a paused sync, and a sync of once ends', async () => {
    const one = service('c');
    const { db } = records.store;
    await db.updateTable('syncs').set({ state: 'paused' }).execute();
    const { length } = sent;
    one.start();
    await sleep(300);
    expect(sent).toHaveLength(length);
    await db.updateTable('syncs').set({ state: 'running', mode: 'once', compare_asked: true }).execute();
    one.poke();
    while ((await db.selectFrom('syncs').select('state').executeTakeFirstOrThrow()).state !== 'done')
      await sleep(20);
    await one.close();
    expect(troubles).toEqual([]);
  });
});
