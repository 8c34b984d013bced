import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { DAY_MS } from '../../model/time.ts';
import type { EventStore } from '../event-store.ts';
import { sql } from '../sql/fragment.ts';
import { addSequenceColumn, fillSequenceColumns } from './add-sequence-column.ts';
import { deriver } from './derived-tables.ts';
import { eventRows } from './event-row.ts';
import { readSequenceColumns } from './sequence-columns.ts';

const LIMIT = { scope: 'event', property: 'limit' } as const;
/** A name that would do harm if it were not quoted, and one with a colon of its own. */
const ODD = { scope: 'user', property: 'a:b`"\\' } as const;

describe('columns of sequence_events', () => {
  let temporary: TemporaryStore;
  let store: EventStore;
  beforeEach(async () => {
    temporary = await temporaryEventStore();
    store = temporary.store;
  });
  afterEach(() => temporary.dispose());

  /** An event every fortnight, so that they lie in many months and some quarters. */
  const stored = (from: number, to: number, value: (i: number) => PropertyValue) =>
    store.insert(
      'events',
      eventRows(
        Array.from({ length: to - from }, (_, k) => from + k).map((i) =>
          storedEvent({
            project: 'p',
            name: 'wall',
            time: i * 14 * DAY_MS,
            seq: i,
            by: 'ann',
            properties: { limit: value(i) },
            userProperties: { [ODD.property]: value(i + 1) },
          }),
        ),
      ),
    );
  const rows = () =>
    store.query<{ seq: number; limit: string; odd: string; times: number }>(
      sql`SELECT toUInt32(seq) AS seq, any(\`event:limit\`) AS limit, any(\`user:a:b\\\`"\\\\\`) AS odd, toUInt32(uniqExact(\`event:limit\`, \`user:a:b\\\`"\\\\\`)) AS times
        FROM sequence_events GROUP BY seq ORDER BY seq`,
    );
  const wholeNames = async () => [...(await readSequenceColumns(store.query)).whole];

  it('have the value of every event, of those before, meanwhile and after', async () => {
    await stored(0, 40, (i) => `limit ${i % 3}`);
    await rows().catch(() => undefined);
    await addSequenceColumn(store, LIMIT);
    await addSequenceColumn(store, ODD);
    await addSequenceColumn(store, LIMIT);
    expect((await readSequenceColumns(store.query)).all).toEqual([LIMIT, ODD]);
    await stored(40, 50, (i) => i);
    await rows();
    expect(await wholeNames()).toEqual([]);
    const shares: number[] = [];
    await fillSequenceColumns(store, { onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(await wholeNames()).toEqual(['event:limit', 'user:a:b`"\\']);
    await stored(50, 60, (i) => i % 2 === 0);
    const found = await rows();
    const text = (i: number): string => (i < 40 ? `slimit ${i % 3}` : i < 50 ? `n${i}` : `b${i % 2 === 0}`);
    expect(found.map(({ seq, limit }) => [seq, limit])).toEqual(
      Array.from({ length: 60 }, (_, i) => [i, text(i)]),
    );
    expect(found[3]?.odd).toBe('slimit 1');
    expect(found.every(({ times }) => times === 1)).toBe(true);
  });

  it('are filled by whoever comes next when a process ended half-way', async () => {
    await stored(0, 60, (i) => `limit ${i}`);
    await rows().catch(() => undefined);
    await addSequenceColumn(store, LIMIT);
    await addSequenceColumn(store, ODD);
    const stopping = new AbortController();
    const stopped = fillSequenceColumns(store, {
      signal: stopping.signal,
      onProgress: (share) => share > 0.2 && stopping.abort(),
    });
    await expect(stopped).rejects.toThrow('aborted');
    expect(await wholeNames()).toEqual([]);
    await fillSequenceColumns(store);
    expect((await rows()).map(({ limit, times }) => [limit, times])).toEqual(
      Array.from({ length: 60 }, (_, i) => [`slimit ${i}`, 1]),
    );
    expect(await wholeNames()).toHaveLength(2);
  });

  it('are filled by a process that did not know of them when it began to derive', async () => {
    const derive = deriver(store);
    await stored(0, 3, (i) => i);
    await derive({ from: 0, to: 100 });
    await addSequenceColumn(store, LIMIT);
    await addSequenceColumn(store, ODD);
    await fillSequenceColumns(store);
    await stored(3, 6, (i) => i);
    await derive({ from: 0, to: 100 });
    expect((await rows()).map(({ limit, times }) => [limit, times])).toEqual(
      [0, 1, 2, 3, 4, 5].map((i) => [`n${i}`, 1]),
    );
  });

  it('are not filled before an insert has ended that leaves them empty', async () => {
    await stored(0, 3, (i) => i);
    await rows().catch(() => undefined);
    const slow = store.command(
      sql`INSERT INTO sequence_events (project, name, user, time, seq)
        SELECT project, name, user, time, seq FROM events WHERE sleepEachRow(0.5) = 0 SETTINGS max_block_size = 1`,
      { mayLag: true },
    );
    await sleep(200);
    await addSequenceColumn(store, LIMIT);
    await addSequenceColumn(store, ODD);
    await fillSequenceColumns(store);
    await slow;
    expect((await rows()).map(({ limit, times }) => [limit, times])).toEqual(
      [0, 1, 2].map((i) => [`n${i}`, 1]),
    );
  });
});
