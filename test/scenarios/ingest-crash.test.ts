import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fate } from '../../packages/engine/src/ingest/event-sink.ts';
import { createIngestPipeline } from '../../packages/engine/src/ingest/pipeline/create-ingest-pipeline.ts';
import type { IncomingEvent } from '../../packages/engine/src/model/event.ts';
import { userKey } from '../../packages/engine/src/model/key.ts';
import { openEmbedded } from '../../packages/engine/src/store/clickhouse/open-embedded.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { type Random, seededRandom } from '../../packages/engine/src/util/random.ts';
import { type BuiltEngine, buildEngine } from '../support/built-engine.ts';
import { incomingEvent } from '../support/incoming-event.ts';

const KILLS = 16;
const BATCHES = 480;
const BATCH_SIZE = 20;
const UNANSWERED_AT_ONCE = 6;
const USERS = 7;
const SEED = 41;
/** All events have one time, so that each adds to what all before it added, in whatever order they arrive. */
const TIME = Date.UTC(2026, 5, 1);

interface Batch {
  readonly id: number;
  readonly events: readonly IncomingEvent[];
  answered: boolean;
}

const batches: readonly Batch[] = Array.from({ length: BATCHES }, (_, id) => ({
  id,
  answered: false,
  events: Array.from({ length: BATCH_SIZE }, (__, i) => {
    const n = id * BATCH_SIZE + i;
    const user = n % USERS;
    // Two months, so that a block has two parts and can be cut in between.
    return incomingEvent({
      name: n % 2 ? 'viewed' : 'saved',
      time: n % 10 === 0 ? TIME - 40 * 86_400_000 : TIME,
      userId: n % 3 === 0 ? undefined : `user-${user}`,
      deviceId: `device-${user}`,
      insertId: `insert-${n}`,
      properties: { n },
      userUpdates: n % 10 === 0 ? [] : [{ op: 'add', property: 'events', value: 1 }],
    });
  }),
}));

let path: string;
let engine: BuiltEngine;
beforeAll(async () => {
  engine = await buildEngine();
  path = await mkdtemp(join(tmpdir(), 'cusp-crash-'));
});
afterAll(async () => {
  await rm(path, { recursive: true, force: true });
  await engine.dispose();
});

async function start(): Promise<ChildProcess> {
  const child = fork(resolve(import.meta.dirname, '../support/ingest-process.mjs'), [path, engine.folder]);
  const first = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  expect(first).toEqual(['ready', undefined]);
  return child;
}

/** Sends what is not answered, and some that is, until `stop`; answers the number of answers that came. */
async function load(child: ChildProcess, random: Random, stop: Promise<unknown>): Promise<number> {
  const waiting = new Map<number, () => void>();
  let answers = 0;
  child.on('message', ({ id, fates }: { id: number; fates: Fate[] }) => {
    const batch = batches[id];
    expect(fates.every((fate) => fate === 'stored' || fate === 'duplicate')).toBe(true);
    if (batch?.answered) expect(fates.every((fate) => fate === 'duplicate')).toBe(true);
    if (batch) batch.answered = true;
    answers += 1;
    waiting.get(id)?.();
    waiting.delete(id);
  });
  let stopped = false;
  const ended = stop.then(() => {
    stopped = true;
  });
  const queue = batches.filter((batch) => !batch.answered || random.next() < 0.05);
  const sender = async (): Promise<void> => {
    for (let batch = queue.shift(); batch !== undefined && !stopped; batch = queue.shift()) {
      const { id, events } = batch;
      const answer = new Promise<void>((done) => waiting.set(id, done));
      child.send({ id, events }, () => undefined);
      await Promise.race([answer, ended]);
    }
  };
  await Promise.all(Array.from({ length: UNANSWERED_AT_ONCE }, sender));
  return answers;
}

it(`keeps every acknowledged event, once, over ${KILLS} kills at any moment`, async () => {
  const random = seededRandom(SEED);
  let answers = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = await start();
    const exited = once(child, 'exit');
    const stop = sleep(20 + random.next() * 180).then(() => child.kill('SIGKILL'));
    answers += await load(child, random, Promise.all([stop, exited]));
    await exited;
    expect(child.signalCode).toBe('SIGKILL');
  }
  expect(answers).toBeGreaterThan(0);
  expect(batches.some((batch) => !batch.answered)).toBe(true);

  const last = await start();
  const exited = once(last, 'exit');
  await load(last, random, new Promise(() => undefined));
  last.disconnect();
  await exited;
  expect(batches.every((batch) => batch.answered)).toBe(true);

  const store = await openEmbedded({ path });
  try {
    await (await createIngestPipeline({ store, clock: () => TIME })).close();
    const [stored] = await store.query(
      sql`SELECT toUInt32(count()) AS total, toUInt32(uniqExact(insert_id)) AS ids, toUInt32(uniqExact(seq)) AS seqs FROM events`,
    );
    const total = BATCHES * BATCH_SIZE;
    expect(stored).toEqual({ total, ids: total, seqs: total });
    const counted = await store.query<{ subject: string; counted: number }>(
      sql`SELECT subject, toUInt32(max(toUInt32(value))) AS counted FROM property_updates FINAL
          WHERE property = 'events' GROUP BY subject`,
    );
    const countedOf = new Map(counted.map((row) => [row.subject, row.counted]));
    const perUser = Array.from({ length: USERS }, (_, user) =>
      batches.flatMap((batch) => batch.events).filter((event) => event.deviceId === `device-${user}`),
    ).map((events) => events.filter((event) => event.userUpdates.length > 0).length);
    expect(perUser.map((_, user) => countedOf.get(userKey(`user-${user}`)))).toEqual(perUser);
    const [updates] = await store.query(
      sql`SELECT toUInt32(count()) AS rows, toUInt32(uniqExact(seq)) AS events FROM property_updates FINAL`,
    );
    const adding = perUser.reduce((sum, n) => sum + n, 0);
    expect(updates).toEqual({ rows: adding, events: adding });
  } finally {
    await store.close();
  }
}, 600_000);
