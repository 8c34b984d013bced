import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { memoryReserve } from '../../../../../test/support/memory-reserve.ts';
import { type TemporaryRecordStore, temporaryRecordStore } from '../../../../../test/support/record-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { createCohort } from '../../define/cohorts/cohort-records.ts';
import { parseCohort } from '../../define/language/parse.ts';
import { liveOff } from '../../define/membership/live-off.ts';
import { HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { must } from '../../util/assert.ts';
import { secretBox } from '../../util/secret-box.ts';
import { webhook } from '../destinations/webhook/webhook.ts';
import { AccountLimits } from './account-limits.ts';
import { saveDestination } from './destination-records.ts';
import { DestinationWorker } from './destination-worker.ts';
import { takeLease } from './lease.ts';
import { redactor } from './redact.ts';
import { createSync, getSync } from './sync-records.ts';

let events: TemporaryStore;
let records: TemporaryRecordStore;
beforeAll(async () => {
  events = await temporaryEventStore();
  records = await temporaryRecordStore();
  const project = { id: 'p', name: 'p', time_zone: 'UTC', account_group: 'account' };
  await records.store.db.insertInto('projects').values(project).execute();
});
afterAll(async () => {
  await events.dispose();
  await records.dispose();
});

it('tells changes together, no sooner than a destination wants them, but at once when asked', async () => {
  let now = Date.now();
  const come = (by: string) =>
    events.store.insert(
      'events',
      eventRows([storedEvent({ project: 'p', name: 'wall', by, time: now - 10 })]),
    );
  const settings = { url: 'https://x.example/', secret: `whsec_${Buffer.alloc(32).toString('base64')}` };
  const full = webhook.settings.parse(settings) as Record<string, unknown>;
  const secrets = secretBox(Buffer.alloc(32, 9));
  const record = await saveDestination(records.store, secrets, 'p', 'hook', webhook, full);
  const parsed = parseCohort('users who did wall in the last 14 days');
  if (!parsed.ok) throw new Error('the cohort does not parse');
  const wall = { name: 'walls', description: '', definition: parsed.value };
  const { id } = await createSync(records.store, 'p', {
    cohortId: (await createCohort(records.store, 'p', wall)).id,
    destinationId: record.id,
    mode: 'dynamic',
    audienceName: 'walls',
    mapping: { email: 'email', attributes: {} },
  });
  const pace = { clock: () => now, sleep: async () => undefined, random: () => 0.5 };
  const lease = must(
    await takeLease(records.store, record.id, {
      owner: 'a',
      seconds: 60,
      monotonic: () => performance.now(),
    }),
    'lease',
  );
  const sent: string[] = [];
  const troubles: unknown[] = [];
  const send = async ({ body = '' }) => {
    sent.push((JSON.parse(body).data.entered as { id: string }[]).map((each) => each.id).join());
    return { status: 200, headers: {}, body: '' };
  };
  const worker = new DestinationWorker(
    {
      store: events.store,
      records: records.store,
      live: liveOff(records.store),
      secrets,
      send,
      pace,
      monotonic: () => performance.now(),
      onTrouble: (_, error) => troubles.push(error),
    },
    record,
    lease,
    {
      destination: { ...webhook, everyMs: () => 2 * HOUR_MS },
      settings: full,
      limits: new AccountLimits(webhook.limits(full), pace, memoryReserve()),
      send,
      pace,
      redact: redactor([]),
      leftMs: () => Number.POSITIVE_INFINITY,
    },
  );
  await come('ann');
  const ended = worker.run();
  const compared = async (at: number) => {
    while ((await getSync(records.store, 'p', id)).comparedAt !== at) await sleep(20);
  };
  await compared(now);
  expect(sent).toEqual(['ann']);
  now += HOUR_MS;
  await come('bob');
  await come('cat');
  await sleep(1_500);
  expect(sent).toEqual(['ann']);
  now += HOUR_MS;
  await compared(now);
  expect(sent.slice(1).map((names) => names.split(',').toSorted())).toEqual([['bob', 'cat']]);
  now += 60_000;
  await come('dan');
  await records.store.db.updateTable('syncs').set({ compare_asked: true }).execute();
  await compared(now);
  expect(sent.at(-1)).toBe('dan');
  worker.stop();
  await ended;
  expect(troubles).toEqual([]);
});
