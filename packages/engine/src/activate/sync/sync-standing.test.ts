import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { parseCohort } from '../../define/language/parse.ts';
import { MINUTE_MS } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { secretBox } from '../../util/secret-box.ts';
import { webhook } from '../destinations/webhook/webhook.ts';
import { type DestinationRecord, restAfter, saveDestination, unpark } from './destination-records.ts';
import { takeLease } from './lease.ts';
import { record, retryAll } from './ledger.ts';
import type { Delivered } from './net-difference.ts';
import { changeSync, createSync } from './sync-records.ts';
import { syncStandings } from './sync-standing.ts';

let temporary: TemporaryRecordStore;
let destination: DestinationRecord;
let sync: string;
const START = Date.now();
const WAITING: Delivered = {
  ...{ subject: '1', address: 'a@x.com', name: 'a', wants: 'in', has: 'unknown', state: 'retry' },
  ...{ reason: 'timeout', message: 'm', fingerprint: '', attempts: 1, nextAt: 0, eventAt: 0, missed: 0 },
};

beforeAll(async () => {
  temporary = await temporaryRecordStore();
  const { store } = temporary;
  const project = { id: 'p', name: 'p', time_zone: 'UTC', account_group: 'account' };
  await store.db.insertInto('projects').values(project).execute();
  destination = await saveDestination(store, secretBox(Buffer.alloc(32)), 'p', 'hook', webhook, {
    url: 'https://x.com',
  });
  const parsed = parseCohort('users who did wall');
  if (!parsed.ok) throw new Error('the cohort does not parse');
  const cohort = await createCohort(store, 'p', { name: 'c', description: '', definition: parsed.value });
  const made = await createSync(store, 'p', {
    ...{ cohortId: cohort.id, destinationId: destination.id, mode: 'dynamic', audienceName: 'c' },
    mapping: { email: 'email', attributes: {} },
  });
  sync = made.id;
});
afterAll(() => temporary.dispose());

async function health(now: number) {
  const [one] = await syncStandings(temporary.store, 'p', now, sync);
  return must(one, 'sync').health;
}

async function keep(now: number, ...rows: Delivered[]) {
  const options = { owner: 'o', seconds: 60, monotonic: () => 0 };
  const lease = must(await takeLease(temporary.store, destination.id, options), 'lease');
  await record(temporary.store, lease, sync, now, { keep: rows, forget: [] });
  await lease.release();
}

it('counts how long somebody waits from the first failed try, over later ones, until they are settled', async () => {
  await keep(START, WAITING);
  await keep(START + 10 * MINUTE_MS, { ...WAITING, attempts: 2 });
  expect((await health(START + 14 * MINUTE_MS)).state).toBe('healthy');
  expect(await health(START + 16 * MINUTE_MS)).toMatchObject({ state: 'behind', reason: 'pending' });
  await keep(START + 17 * MINUTE_MS, { ...WAITING, state: 'settled', has: 'yes' });
  expect((await health(START + 18 * MINUTE_MS)).state).toBe('healthy');
  await keep(START + 20 * MINUTE_MS, { ...WAITING, state: 'rejected' });
  await retryAll(temporary.store, sync, undefined);
  expect((await health(START + 40 * MINUTE_MS)).state).toBe('healthy');
  await keep(START + 41 * MINUTE_MS, WAITING);
  expect((await health(START + 55 * MINUTE_MS)).state).toBe('healthy');
  expect((await health(START + 57 * MINUTE_MS)).state).toBe('behind');
  await keep(START + 58 * MINUTE_MS, { ...WAITING, state: 'settled', has: 'yes' });
});

it('knows since when a destination does not answer, and that it came back', async () => {
  const fault = { kind: 'unavailable', afterMs: undefined, message: 'x.com answered 503' } as const;
  const { store } = temporary;
  await restAfter(store, destination, fault, START, () => 1);
  await restAfter(store, destination, fault, START + 10 * MINUTE_MS, () => 1);
  expect((await health(START + 14 * MINUTE_MS)).state).toBe('healthy');
  const behind = await health(START + 16 * MINUTE_MS);
  expect(behind).toMatchObject({ state: 'behind', reason: 'unanswered' });
  expect(behind.message).toContain('503');
  await unpark(store, destination.id, START + 17 * MINUTE_MS);
  expect((await health(START + 18 * MINUTE_MS)).state).toBe('healthy');
  expect((await health(START + 18 * MINUTE_MS + 2 * 3_600_000)).reason).toBe('not-compared');
  await restAfter(store, destination, { kind: 'credentials', message: 'no' }, START, () => 1);
  expect((await health(START)).state).toBe('parked');
  await changeSync(store, sync, { state: 'paused' });
  expect((await health(START)).state).toBe('paused');
});
