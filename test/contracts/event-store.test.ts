import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChdb } from '../../packages/engine/src/store/clickhouse/chdb.ts';
import { eventRows } from '../../packages/engine/src/store/clickhouse/event-row.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import { openClickhouseServer } from '../../packages/engine/src/store/clickhouse/server.ts';
import { type EventStore, EventStoreError } from '../../packages/engine/src/store/event-store.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { buildEngine } from '../support/built-engine.ts';
import { type ClickhouseNode, startClickhouse } from '../support/clickhouse-node.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { storedEvent } from '../support/stored-event.ts';
import { eventStoreContract } from './event-store.contract.ts';

const ENDLESS = sql`SELECT count() AS n FROM numbers(100000000000) WHERE sipHash64(number) = 1`;

describe('embedded', () => {
  let temporary: TemporaryStore | undefined;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary?.dispose());

  eventStoreContract('chdb', () => must(temporary, 'store').store);

  it('refuses a directory that another process has open', async () => {
    const engine = await buildEngine();
    const script = join(import.meta.dirname, 'processes/chdb-opener.mjs');
    const second = promisify(execFile)(process.execPath, [
      script,
      engine.folder,
      must(temporary, 'store').path,
    ]);
    const { stdout } = await second.finally(engine.dispose);
    expect(JSON.parse(stdout)).toEqual({
      name: 'EventStoreError',
      message: expect.stringMatching(/another process has the event store in .* open/),
    });
  });
});

/** chdb opens one directory per process, so this comes after the suite above let go of its own. */
describe('embedded, on its own', () => {
  it('closes promptly while queries run and wait, and refuses new ones', async () => {
    const path = await mkdtemp(join(tmpdir(), 'cusp-events-'));
    const store = await openChdb({ path, readers: 2 });
    await closesPromptly(store);
    await rm(path, { recursive: true, force: true });
  });

  it('closes although somebody stopped half-way through a stream', async () => {
    const path = await mkdtemp(join(tmpdir(), 'cusp-events-'));
    const store = await openChdb({ path });
    const rows = store.stream(sql`SELECT number FROM numbers(100000000)`)[Symbol.asyncIterator]();
    await rows.next();
    await store.close();
    const rest = async () => {
      while (!(await rows.next()).done);
    };
    await expect(rest()).rejects.toThrow();
    const again = await openChdb({ path });
    await again.close();
    await rm(path, { recursive: true, force: true });
  });

  it('keeps every acknowledged block through a kill -9, each once, and lets go of the directory', async () => {
    const path = await mkdtemp(join(tmpdir(), 'cusp-events-'));
    const engine = await buildEngine();
    const script = join(import.meta.dirname, 'processes/chdb-writer.mjs');
    const writer = spawn(process.execPath, [script, engine.folder, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acknowledged = 0;
    for await (const text of writer.stdout) {
      acknowledged = Number(String(text).trim().split('\n').at(-1));
      if (acknowledged >= 8) break;
    }
    const exited = once(writer, 'exit');
    writer.kill('SIGKILL');
    await exited;
    const store = await openChdb({ path });
    const blocks = await store.query<{ block: string; n: number }>(
      sql`SELECT name AS block, toUInt32(count()) AS n FROM events GROUP BY name`,
    );
    const stored = new Map(blocks.map(({ block, n }) => [block, n]));
    expect([...stored.values()].filter((n) => n !== 100)).toEqual([]);
    const lost = Array.from({ length: acknowledged }, (_, i) => `block-${i + 1}`).filter(
      (b) => !stored.has(b),
    );
    expect(lost).toEqual([]);
    await store.close();
    await Promise.all([rm(path, { recursive: true, force: true }), engine.dispose()]);
  });

  it('can be opened again after it was closed, with what was stored', async () => {
    const path = await mkdtemp(join(tmpdir(), 'cusp-events-'));
    const first = await openChdb({ path });
    await migrateEventStore(first);
    await first.insert(
      'events',
      eventRows([storedEvent({ project: 'p', name: 'view', time: 5, by: 'ann' })]),
    );
    await first.close();
    const second = await openChdb({ path });
    expect(await migrateEventStore(second)).toEqual([]);
    expect(await second.query(sql`SELECT name, user_id FROM events`)).toEqual([
      { name: 'view', user_id: 'ann' },
    ]);
    await second.close();
    await rm(path, { recursive: true, force: true });
  });
});

describe('server', () => {
  let node: ClickhouseNode | undefined;
  let store: EventStore | undefined;
  beforeAll(async () => {
    node = await startClickhouse();
    store = openClickhouseServer(node);
    await migrateEventStore(store);
  });
  afterAll(async () => {
    await store?.close();
    await node?.stop();
  });

  eventStoreContract('a ClickHouse server', () => must(store, 'store'));

  it('closes promptly while queries run and wait, and refuses new ones', async () => {
    await closesPromptly(openClickhouseServer({ url: must(node, 'node').url, connections: 2 }));
    const left = sql`SELECT query FROM system.processes WHERE query LIKE '%100000000000%' AND query NOT LIKE '%processes%'`;
    await expect.poll(() => must(store, 'store').query(left), { timeout: 5_000 }).toEqual([]);
  });

  it('fails when nobody listens at the address', async () => {
    const nowhere = openClickhouseServer({ url: 'http://127.0.0.1:1' });
    await expect(nowhere.query(sql`SELECT 1`)).rejects.toBeInstanceOf(EventStoreError);
    await nowhere.close();
  });
});

/** The queries would run for minutes; a close that waited for them would not come back before the test's time is over. */
async function closesPromptly(store: EventStore): Promise<void> {
  const queries = Array.from({ length: 4 }, () => store.query(ENDLESS).catch((error: unknown) => error));
  await sleep(200);
  await store.close();
  for (const query of queries) expect(await query).toBeInstanceOf(Error);
  await expect(store.query(sql`SELECT 1`)).rejects.toThrow('the event store is closed');
  await store.close();
}
