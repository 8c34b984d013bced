import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transition } from '../../define/membership/transition.ts';
import { readTransitions, recordTransitions } from '../../define/membership/transition-log.ts';
import { openChdb } from '../clickhouse/chdb.ts';
import { migrateEventStore } from '../clickhouse/migrate.ts';
import { TransitionColumns } from '../clickhouse/native/transition-columns.ts';
import { type EventStore, EventStoreError } from '../event-store.ts';
import { sql } from '../sql/fragment.ts';
import { withWriteAheadLog } from './with-write-ahead-log.ts';

const transition = (cohort: string, ordinal: number): Transition => ({
  ordinal,
  cohort,
  version: 1,
  unit: 'user',
  subject: String(ordinal),
  direction: 'exited',
  at: 1_700_000_000_000,
  recorded: 1_700_000_000_000,
  cause: 'time',
  isLate: false,
  values: [],
});

describe('a store with a log before it', () => {
  let path: string;
  let engine: EventStore;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'cusp-wal-'));
    engine = await openChdb({ path });
    await migrateEventStore(engine);
  });
  afterEach(async () => {
    await engine.close();
    await rm(path, { recursive: true, force: true });
  });

  it('shows a reader what was written in the order in which it was, small or large', async () => {
    const store = await withWriteAheadLog(engine, join(path, 'log'));
    const sizes = Array.from({ length: 60 }, (_, i) => [1, 300, 2_000, 40, 30_000, 1_000][i % 6] ?? 1);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let written = 0;
    const writing = (async () => {
      let next = 1;
      for (const size of sizes) {
        const rows = Array.from({ length: size }, (_, i) => transition('order', next + i));
        next += size;
        await recordTransitions(store, 'p', rows, undefined);
        written = next - 1;
      }
    })();
    const seen: number[] = [];
    while (seen.length < total) {
      const known = written;
      const request = { project: 'p', cohort: 'order', after: seen.at(-1) ?? 0, limit: 5_000 };
      const page = (await readTransitions(store, request)).map(({ ordinal }) => ordinal);
      seen.push(...page);
      expect(seen.at(-1) ?? 0).toBe(seen.length);
      if (page.length < 5_000) expect(seen.length).toBeGreaterThanOrEqual(known);
    }
    await writing;
    expect(seen).toHaveLength(total);
    await store.close();
  });

  describe('while a wave goes in', () => {
    const [SLICES, EVERY_MS] = [30, 100];
    let inserts: number;
    const wave = async (hasWave: boolean, meanwhile: (store: EventStore) => Promise<void>) => {
      inserts = 0;
      const counting: EventStore = {
        ...engine,
        insertBlock: async (table, block) => {
          inserts += 1;
          await engine.insertBlock(table, block);
        },
        // Closed by afterEach.
        close: async () => undefined,
      };
      const store = await withWriteAheadLog(counting, join(path, 'log'));
      for (let i = 1; i <= SLICES; i += 1) {
        await recordTransitions(store, 'p', [transition('wave', i)], undefined, hasWave);
        await sleep(EVERY_MS);
      }
      await meanwhile(store);
      await store.close();
    };

    it('leaves the store alone, and gives it everything once the wave is over', () =>
      wave(true, async () => {
        expect(inserts).toBe(0);
        await expect.poll(() => inserts, { timeout: 5_000 }).toBe(1);
      }));

    it('does not, when no more was said to follow', () =>
      wave(false, async () => expect(inserts).toBeGreaterThan(0)));

    it('shows it to whoever asks', () =>
      wave(true, async (store) => {
        const seen = await readTransitions(store, { project: 'p', cohort: 'wave', after: 0, limit: 100 });
        expect(seen).toHaveLength(SLICES);
      }));
  });

  describe('after a crash', () => {
    const count = async (of: EventStore) => {
      const rows = await of.query<{ n: number; least: number; most: number }>(
        sql`SELECT toUInt32(count()) AS n, toUInt32(uniqExact(ordinal)) AS least, toUInt32(max(ordinal)) AS most FROM transitions WHERE cohort = 'crash'`,
      );
      return rows[0];
    };

    it.each(['none', 'some', 'all'] as const)(
      'has each row once, when %s of them got in before',
      async (got) => {
        let fails = false;
        const inner: EventStore = {
          ...engine,
          insertBlock: async (table, block) => {
            if (!fails || got === 'all') await engine.insertBlock(table, block);
            else if (got === 'some') {
              const columns = new TransitionColumns();
              for (let i = 4; i <= 10; i += 1) columns.add('p', transition('crash', i), '[]');
              await engine.insertBlock(table, columns.block());
            }
            if (fails) throw new EventStoreError('the power is gone', undefined);
          },
        };
        const first = await withWriteAheadLog(inner, join(path, 'log'));
        await recordTransitions(
          first,
          'p',
          [1, 2, 3].map((i) => transition('crash', i)),
          undefined,
        );
        expect(await count(first)).toEqual({ n: 3, least: 3, most: 3 });
        fails = true;
        for (const from of [4, 9])
          await recordTransitions(
            first,
            'p',
            [0, 1, 2, 3, 4].map((i) => transition('crash', from + i)),
            undefined,
          );
        await expect(count(first)).rejects.toThrow('the power is gone');
        // The same process gets over it; the one that begins after a crash does, too.
        fails = false;
        if (got === 'some') expect(await count(first)).toEqual({ n: 13, least: 13, most: 13 });
        const second = await withWriteAheadLog(engine, join(path, 'log'));
        expect(await count(second)).toEqual({ n: 13, least: 13, most: 13 });
        await second.command(
          sql`ALTER TABLE transitions DELETE WHERE cohort = 'crash' SETTINGS mutations_sync = 1`,
        );
        await second.close();
        engine = await openChdb({ path });
        const third = await withWriteAheadLog(engine, join(path, 'log'));
        // What is in the store is not looked at again, so what was deleted since does not come back.
        expect(await count(third)).toEqual({ n: 0, least: 0, most: 0 });
        await third.close();
      },
    );

    it('takes nothing more when the store has refused what was written before for long', async () => {
      const refusing: EventStore = {
        ...engine,
        insertBlock: async () => {
          throw new EventStoreError('no room', undefined);
        },
        command: async () => {
          throw new EventStoreError('no room', undefined);
        },
      };
      const full = await withWriteAheadLog(refusing, join(path, 'log'));
      await recordTransitions(full, 'p', [transition('crash', 1)], undefined);
      for (let i = 0; i < 5; i += 1) await expect(count(full)).rejects.toThrow('no room');
      await expect(recordTransitions(full, 'p', [transition('crash', 2)], undefined)).rejects.toThrow(
        'the event store does not take what was written before: no room',
      );
      await full.close();
    });
  });
});
