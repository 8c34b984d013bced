import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import type { EventStore } from '../event-store.ts';
import { sql } from '../sql/fragment.ts';
import { addSequenceColumn } from './add-sequence-column.ts';
import { type ColumnStep, keepSequenceColumns } from './keep-sequence-columns.ts';
import { readSequenceColumns } from './sequence-columns.ts';

const LIMIT = { scope: 'event', property: 'limit' } as const;
const PLAN = { scope: 'user', property: 'plan' } as const;
const ID = { scope: 'event', property: 'id' } as const;

describe('keepSequenceColumns', () => {
  let temporary: TemporaryStore;
  let store: EventStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    store = temporary.store;
  });
  afterAll(() => temporary.dispose());

  const states: string[] = [];
  const keeper = (most = 16) =>
    keepSequenceColumns({
      store,
      most,
      largeLog: 30_000,
      onStep: ({ columns, state, error }: ColumnStep) =>
        states.push(`${columns.join(' ')} ${state}${error === undefined ? '' : ` ${String(error)}`}`),
    });
  const whole = async () => [...(await readSequenceColumns(store.query)).whole];
  const insert = (rows: number) =>
    store.command(
      sql`INSERT INTO events (project, name, user, time, seq, properties, user_properties)
        SELECT 'p', 'wall', number % 100, fromUnixTimestamp64Milli(toInt64(number), 'UTC'), number,
          concat('{"limit":"l', toString(number % 7), '","id":', toString(number), '}'), '{"plan":"free"}'
        FROM numbers(${unsafeRows(rows)})`,
    );
  const unsafeRows = (rows: number) => ({ kind: 'parameter', type: 'UInt32', value: rows }) as const;

  it('leaves a small log as it is', async () => {
    await insert(1_000);
    const small = keeper();
    for (let i = 0; i < 3; i += 1) small.asked([LIMIT]);
    await settled();
    await small.close();
    const { all } = await readSequenceColumns(store.query);
    expect([all, states]).toEqual([[], []]);
  });

  it('gives a property a column after the third question', async () => {
    await insert(30_000);
    const large = keeper();
    large.asked([LIMIT, LIMIT]);
    large.asked([LIMIT]);
    await settled();
    expect(states).toEqual([]);
    large.asked([LIMIT, PLAN]);
    await expect.poll(whole, { timeout: 60_000 }).toEqual(['event:limit']);
    await large.close();
    expect(states).toEqual(['event:limit filling', 'event:limit whole']);
    const [values] = await store.query<{ n: number }>(
      sql`SELECT toUInt32(countIf(\`event:limit\` = concat('sl', toString(seq % 7)))) AS n FROM sequence_events FINAL`,
    );
    expect(values?.n).toBe(30_000);
  });

  it('gives none to a property with too many values, nor more than it may', async () => {
    states.length = 0;
    const full = keeper(1);
    for (let i = 0; i < 3; i += 1) full.asked([PLAN]);
    await settled();
    await full.close();
    expect(states).toEqual([]);
    const open = keeper();
    for (let i = 0; i < 3; i += 1) open.asked([ID]);
    await expect.poll(() => states, { timeout: 60_000 }).toEqual(['event:id too-many-values']);
    await open.close();
    expect(await whole()).toEqual(['event:limit']);
  });

  it('gives none to a name that no event has', async () => {
    states.length = 0;
    const open = keeper();
    for (let i = 0; i < 3; i += 1) open.asked([{ scope: 'event', property: 'mistyped' }]);
    await settled();
    await open.close();
    const { all } = await readSequenceColumns(store.query);
    expect([all, states]).toEqual([[LIMIT], []]);
  });

  it('goes on with what was left half done, and says what goes wrong', async () => {
    states.length = 0;
    await addSequenceColumn(store, PLAN);
    const failing = keepSequenceColumns({
      store: { ...store, command: () => Promise.reject(new Error('the disk is full')) },
      most: 16,
      onStep: ({ columns, state, error }) => states.push(`${columns.join(' ')} ${state} ${String(error)}`),
    });
    failing.start();
    await expect.poll(() => states.length).toBe(2);
    await failing.close();
    expect(states[1]).toBe('user:plan failed Error: the disk is full');
    states.length = 0;
    const next = keeper();
    next.start();
    await expect.poll(whole, { timeout: 60_000 }).toEqual(['event:limit', 'user:plan']);
    await next.close();
  });

  /** Work that was asked for before has begun: a keeper that closes at once never would. */
  async function settled(): Promise<void> {
    await store.query(sql`SELECT count() FROM sequence_events`);
  }
});
