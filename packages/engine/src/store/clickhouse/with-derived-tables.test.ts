import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { EventStore } from '../event-store.ts';
import { sql } from '../sql/fragment.ts';
import { render } from '../sql/render.ts';
import { eventRows } from './event-row.ts';
import { EventColumns } from './native/event-columns.ts';
import { withDerivedTables } from './with-derived-tables.ts';

describe('withDerivedTables', () => {
  let temporary: TemporaryStore;
  /** The statements that reached the store itself, in order. */
  let commands: string[];
  let fails: boolean;
  let inner: EventStore;
  beforeEach(async () => {
    temporary = await temporaryEventStore();
    commands = [];
    fails = false;
    inner = {
      ...temporary.store,
      // The store below is wrapped as well: its own deriving must not hide that ours did nothing.
      insert: async () => undefined,
      insertBlock: async () => undefined,
      command: async (statement) => {
        if (fails) throw new Error('the disk is full');
        commands.push(render(statement).text.replace(/\s+/g, ' ').slice(0, 30));
      },
    };
  });
  afterEach(() => temporary.dispose());

  const rows = (...seqs: number[]) =>
    seqs.map((seq) => storedEvent({ project: 'p', name: 'view', time: seq, seq }));
  const USERS = sql`SELECT toUInt32(uniqExact(user)) AS n FROM users`;
  const EIGHT = 8;

  it('reads what was stored before, in every form in which events come', async () => {
    const { store } = temporary;
    const events = [1, 2, 3, 4].map((seq) =>
      storedEvent({ project: 'p', name: 'view', time: seq, seq, by: `user-${seq}` }),
    );
    await store.insert('events', eventRows(events.slice(0, 2)));
    expect(await store.query(USERS)).toEqual([{ n: 2 }]);
    const block = new EventColumns();
    for (const event of events.slice(2, 3)) block.add(event);
    await store.insertBlock('events', block.block());
    for await (const chunk of store.stream(USERS)) expect(chunk).toEqual([{ n: 3 }]);
    await store.command(
      sql`INSERT INTO events (project, name, user, time, seq) SELECT 'p', 'view', 77, fromUnixTimestamp64Milli(9, 'UTC'), 9`,
    );
    expect(await store.query(USERS)).toEqual([{ n: 4 }]);
  });

  it('derives many inserts at once, and only for those who read of it and wait', async () => {
    const store = withDerivedTables(inner);
    await store.insert('events', eventRows(rows(1, 2)));
    await store.insert('events', eventRows(rows(3)));
    await store.query(sql`SELECT toUInt32(count()) AS n FROM events`);
    expect(await store.query(USERS, { mayLag: true })).toEqual([{ n: 0 }]);
    expect(commands).toEqual([]);
    await Promise.all([store.query(USERS), store.query(USERS)]);
    expect(commands).toHaveLength(EIGHT);
    await store.query(USERS);
    expect(commands).toHaveLength(EIGHT);
  });

  it('waits for the end of a wave of small blocks, unless somebody asks', async () => {
    const store = withDerivedTables(inner);
    const slice = { columns: [], rows: 1, bytes: Buffer.alloc(0), moreFollows: true };
    await store.insert('events', eventRows(rows(1)));
    for (let i = 0; i < 30; i += 1) {
      await store.insertBlock('transitions', slice);
      await sleep(100);
    }
    expect(commands).toEqual([]);
    await expect.poll(() => commands.length, { timeout: 5_000 }).toBe(EIGHT);
    await store.insert('events', eventRows(rows(2)));
    await store.insertBlock('transitions', slice);
    await store.query(USERS);
    expect(commands).toHaveLength(2 * EIGHT);
  });

  it('asks once for the events to be there, and not again for each table', async () => {
    const lags: (boolean | undefined)[] = [];
    const store = withDerivedTables({
      ...inner,
      command: async (_, options) => void lags.push(options?.mayLag),
    });
    const many = { columns: [], bytes: Buffer.alloc(0), rows: 5_000, arrivals: { from: 1, to: 5_000 } };
    await store.insertBlock('events', many);
    await store.query(USERS);
    expect(lags).toEqual([false, ...new Array<boolean>(EIGHT - 1).fill(true)]);
  });

  it('derives when nobody asks, and what is left when it closes', async () => {
    const store = withDerivedTables({ ...inner, close: async () => undefined });
    await store.insert('events', eventRows(rows(1)));
    await expect.poll(() => commands.length, { timeout: 5_000 }).toBe(EIGHT);
    await store.insert('events', eventRows(rows(2)));
    await store.close();
    expect(commands).toHaveLength(2 * EIGHT);
  });

  it('tells who asks that deriving failed, and tries again', async () => {
    const store = withDerivedTables(inner);
    await store.insert('events', eventRows(rows(1)));
    fails = true;
    await expect(store.query(USERS)).rejects.toThrow('the disk is full');
    await expect(store.query(USERS)).rejects.toThrow('the disk is full');
    fails = false;
    await store.query(USERS);
    expect(commands).toHaveLength(EIGHT);
  });

  it('lets events wait when too many are not derived yet', async () => {
    const store = withDerivedTables(inner);
    const block = { columns: [], bytes: Buffer.alloc(0), rows: 150_000, arrivals: { from: 1, to: 150_000 } };
    await store.insertBlock('events', block);
    expect(commands).toEqual([]);
    await store.insertBlock('events', { ...block, arrivals: { from: 150_001, to: 300_000 } });
    expect(commands).toHaveLength(EIGHT);
  });
});
