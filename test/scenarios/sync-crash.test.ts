import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPglite } from '../../packages/engine/src/store/postgres/pglite.ts';
import { openPostgres } from '../../packages/engine/src/store/postgres/server.ts';
import type { RecordStore } from '../../packages/engine/src/store/record-store.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { seededRandom } from '../../packages/engine/src/util/random.ts';
import { SlowReceiver } from '../fakes/slow-receiver.ts';
import { type BuiltEngine, buildEngine } from '../support/built-engine.ts';
import { startClickhouse } from '../support/clickhouse-node.ts';
import { post } from '../support/post.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { temporaryData } from '../support/temporary-data.ts';

const SEED = 11;
const KILLS = 5;
const RECEIVERS_MAY_BE_HERE = { CUSP_ALLOW_PRIVATE_RECEIVERS: '1' };
const COHORT = 'users who did wall at least 1 time in the last 14 days and not did upgraded';
/** Small messages, so that a kill finds several under way. */
const SETTINGS = { membersPerMessage: 10, requestsPerSecond: 100 };

let engine: BuiltEngine;
beforeAll(async () => {
  engine = await buildEngine();
});
afterAll(() => engine.dispose());

async function asked<Answer>(
  { url, headers, said }: ServerProcess,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new Error(`${method} ${path} had no answer: ${said()}`, { cause: error });
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

interface Standing {
  readonly there: number;
  readonly pending: number;
  readonly rejected: number;
  readonly unresolved: number;
  readonly health: { readonly state: string };
}

/** The cohort kept in the receiver; gives the ids of the cohort and of the sync. */
async function bound(server: ServerProcess, settings: object): Promise<{ cohort: string; sync: string }> {
  const { id: cohort } = await asked<{ id: string }>(server, 'POST', '/api/v1/cohorts', {
    name: 'stuck',
    text: COHORT,
  });
  await asked(server, 'POST', '/api/v1/destinations', { kind: 'webhook', name: 'hook', settings });
  const body = { cohort: 'stuck', destination: 'hook' };
  const { id: sync } = await asked<{ id: string }>(server, 'POST', '/api/v1/syncs', body);
  return { cohort, sync };
}

/** Everybody who is in the cohort, from the store. */
async function members(server: ServerProcess, cohort: string): Promise<string[]> {
  const answer = await asked<{ next: string | null; members: { id: string }[] }>(
    server,
    'GET',
    `/api/v1/cohorts/${cohort}/members?limit=10000`,
  );
  expect(answer.next).toBeNull();
  return answer.members.map(({ id }) => id).toSorted();
}

/** People who come in, and some of whom leave again. Remembers what the server has answered for. */
class Crowd {
  /** Whether they are to be in, of those of whom the last thing that was sent was answered for. */
  readonly certain = new Map<string, boolean>();
  readonly #writeKey: string;
  readonly #name: string;
  readonly #left = new Set<string>();
  readonly #sent: Promise<void>[] = [];
  #count = 0;

  constructor(name: string, writeKey: string) {
    this.#name = name;
    this.#writeKey = writeKey;
  }

  /** Somebody new; each third time somebody leaves who came long before. */
  next(url: string): void {
    this.#count += 1;
    const user = `${this.#name}-${this.#count}`;
    const come = this.#send(url, user, 'wall').then((isStored) => {
      if (isStored && !this.#left.has(user)) this.certain.set(user, true);
    });
    this.#sent.push(come);
    if (this.#count % 3 === 0) this.leave(url, `${this.#name}-${this.#count / 3}`);
  }

  leave(url: string, user: string): void {
    this.#left.add(user);
    this.certain.delete(user);
    const gone = this.#send(url, user, 'upgraded').then((isStored) => {
      if (isStored) this.certain.set(user, false);
    });
    this.#sent.push(gone);
  }

  async answered(): Promise<void> {
    await Promise.all(this.#sent.splice(0));
  }

  #send(url: string, user: string, event_type: string): Promise<boolean> {
    const event = { user_id: user, event_type, time: Date.now(), insert_id: `${user}-${event_type}` };
    return post(`${url}/2/httpapi`, { api_key: this.#writeKey, events: [event] }).then(
      ({ status }) => status === 200,
      () => false,
    );
  }
}

async function settled(
  server: ServerProcess,
  receiver: SlowReceiver,
  { cohort, sync }: { cohort: string; sync: string },
  withinMs: number,
): Promise<{ wanted: string[]; standing: Standing }> {
  const end = Date.now() + withinMs;
  for (;;) {
    const wanted = await members(server, cohort);
    const standing = await asked<Standing>(server, 'GET', `/api/v1/syncs/${sync}`);
    const isThere = JSON.stringify(receiver.fake.audience()) === JSON.stringify(wanted);
    if (isThere && standing.pending === 0 && standing.there === wanted.length) return { wanted, standing };
    if (Date.now() > end) {
      expect(receiver.fake.audience(), server.said()).toEqual(wanted);
      expect(standing, server.said()).toMatchObject({ pending: 0, there: wanted.length });
    }
    await sleep(200);
  }
}

/** What the ledger still does not know for certain. */
async function doubts({ db }: RecordStore): Promise<unknown[]> {
  return [
    ...(await db.selectFrom('sync_batches').selectAll().execute()),
    ...(await db.selectFrom('sync_members').selectAll().where('has', '<>', 'yes').execute()),
    ...(await db.selectFrom('sync_members').selectAll().where('state', '<>', 'settled').execute()),
  ];
}

describe.concurrent('a sync whose server is killed', () => {
  it(`has the cohort in the audience, and no doubt left, after ${KILLS} kills in the middle of batches`, {
    timeout: 400_000,
  }, async () => {
    const random = seededRandom(SEED);
    const data = await temporaryData('sync-crash');
    const receiver = new SlowReceiver();
    const settings = await receiver.listen(SETTINGS);
    receiver.delay = () => 20 + random.next() * 200;
    let server = await startServerProcess(engine, data, RECEIVERS_MAY_BE_HERE, true);
    try {
      const crowd = new Crowd('user', must(server.writeKey, 'write key'));
      const ids = await bound(server, settings);
      let inDoubt = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        // Every other time at the very moment at which the receiver has done it and has not answered.
        const applied = new Promise<void>((resolve) => {
          if (kill % 2 === 0) setTimeout(() => (receiver.onApplied = resolve), 500 + random.next() * 1_000);
          else setTimeout(resolve, 500 + random.next() * 1_500);
        });
        let isTime = false;
        void applied.then(() => (isTime = true));
        const until = Date.now() + 30_000;
        while (!isTime && Date.now() < until) {
          crowd.next(server.url);
          await sleep(10);
        }
        expect(isTime).toBe(true);
        inDoubt += receiver.underWay.size;
        await server.kill();
        await crowd.answered();
        await waitOutLease(data);
        server = await startServerProcess(engine, data, RECEIVERS_MAY_BE_HERE);
      }
      expect(inDoubt).toBeGreaterThanOrEqual(3);
      const { wanted, standing } = await settled(server, receiver, ids, 60_000);
      expect(standing).toMatchObject({ rejected: 0, unresolved: 0, health: { state: 'healthy' } });
      const certain = [...crowd.certain].filter(([, isIn]) => isIn).map(([user]) => user);
      expect(certain.length).toBeGreaterThan(100);
      expect(wanted).toEqual(expect.arrayContaining(certain));
      for (const [user, isIn] of crowd.certain) if (!isIn) expect(wanted).not.toContain(user);
      expect(await server.stop(), server.said()).toBe(0);
      const records = await openPglite({ path: join(data, 'records') });
      expect(await doubts(records)).toEqual([]);
      await records.close();
    } finally {
      await server.kill();
      receiver.close();
      await rm(data, { recursive: true, force: true });
    }
  });

  it('is taken over by another server on the same databases, which does nothing twice', {
    timeout: 400_000,
  }, async () => {
    const [postgres, clickhouse] = await Promise.all([startPostgres(), startClickhouse()]);
    const { url: database } = await postgres.createDatabase();
    const env = {
      ...RECEIVERS_MAY_BE_HERE,
      DATABASE_URL: database,
      CLICKHOUSE_URL: clickhouse.url,
      CUSP_ENCRYPTION_KEY: '5a'.repeat(32),
    };
    const folders = [await temporaryData('sync-first'), await temporaryData('sync-second')] as const;
    const receiver = new SlowReceiver();
    const settings = await receiver.listen(SETTINGS);
    receiver.delay = () => 100;
    const servers: ServerProcess[] = [];
    try {
      const first = await startServerProcess(engine, folders[0], env, true);
      servers.push(first);
      const writeKey = must(first.writeKey, 'write key');
      const ids = await bound(first, settings);
      const second = await startServerProcess(engine, folders[1], env);
      servers.push(second);
      const crowd = new Crowd('user', writeKey);
      for (let i = 0; i < 300; i += 1) {
        crowd.next(first.url);
        await sleep(5);
      }
      await crowd.answered();
      const before = await settled(first, receiver, ids, 60_000);
      expect(before.wanted).toHaveLength(200);
      expect([...receiver.entered.values()].filter((times) => times > 1)).toEqual([]);
      const { length } = receiver.fake.requests;
      await sleep(2_000);
      expect(receiver.fake.requests).toHaveLength(length);

      const applied = new Promise<void>((resolve) => (receiver.onApplied = resolve));
      for (let i = 0; i < 30; i += 1) crowd.next(first.url);
      await applied;
      const underWay = [...receiver.underWay].flat();
      expect(underWay.length).toBeGreaterThan(0);
      await first.kill();
      await crowd.answered();
      // Whom the first one put in without hearing of it leave before anybody takes over.
      for (const user of underWay) crowd.leave(second.url, user);
      await crowd.answered();
      const others = new Crowd('other', writeKey);
      for (let i = 0; i < 20; i += 1) others.next(second.url);
      await others.answered();
      const { wanted } = await settled(second, receiver, ids, 120_000);
      expect(wanted.filter((id) => id.startsWith('other-')).length).toBeGreaterThan(10);
      for (const user of underWay) expect(wanted).not.toContain(user);
      // Only who was under way when the first one was killed may have been told again, and only once.
      const twice = [...receiver.entered].filter(([, times]) => times > 1);
      expect(twice.map(([, times]) => times).filter((times) => times > 2)).toEqual([]);
      expect(twice.filter(([id]) => before.wanted.includes(id))).toEqual([]);
      expect(twice.length).toBeLessThanOrEqual(40);
      expect(await second.stop(), second.said()).toBe(0);
      const records = openPostgres({ url: database });
      expect(await doubts(records)).toEqual([]);
      await records.close();
    } finally {
      for (const server of servers) await server.kill();
      receiver.close();
      await clickhouse.stop();
      await postgres.stop();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    }
  });
});

/** What the killed server held runs out by itself after 20 seconds; nobody needs to see that five times. */
async function waitOutLease(data: string): Promise<void> {
  const records = await openPglite({ path: join(data, 'records') });
  await records.db
    .updateTable('destinations')
    .set({ lease_until: new Date(0) })
    .execute();
  await records.close();
}
