import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import {
  keyColumn,
  PlainColumn,
  stringColumn,
} from '../../packages/engine/src/store/clickhouse/native/column.ts';
import { JsonColumn } from '../../packages/engine/src/store/clickhouse/native/json-column.ts';
import { ListColumn, MapColumn } from '../../packages/engine/src/store/clickhouse/native/list-column.ts';
import { nativeBlock } from '../../packages/engine/src/store/clickhouse/native/native-block.ts';
import { WordColumn } from '../../packages/engine/src/store/clickhouse/native/word-column.ts';
import {
  type EventStore,
  EventStoreError,
  QueryLimitError,
} from '../../packages/engine/src/store/event-store.ts';
import { type Parameter, type Sql, sql, unsafeSql } from '../../packages/engine/src/store/sql/fragment.ts';
import { identifier } from '../../packages/engine/src/store/sql/identifier.ts';
import { instant, param } from '../../packages/engine/src/store/sql/parameter.ts';

/** Rows come out one by one and slowly: about 10 s for all of them. */
const SLOW = sql`SELECT number, sleepEachRow(0.05) AS slept FROM numbers(200) SETTINGS max_block_size = 1`;
const TRICKY = [
  "it's",
  '"double"',
  'back\\slash',
  'new\nline\r\ttab',
  'nul\u0000inside',
  '🦉 é \u2028',
  '',
  ' ',
  '%00 %27 + &',
  "'; DROP TABLE contract; --",
  '{p0:String}',
  '$1 ? :name #{x}',
  '\\N',
  'NULL',
];

/** What every event store does, whatever engine is behind it. `open` gives a migrated store that lasts for the whole suite. */
export function eventStoreContract(engine: string, open: () => EventStore): void {
  describe(`event store on ${engine}`, () => {
    let store: EventStore;
    beforeEach(async () => {
      store = open();
      await store.command(sql`DROP TABLE IF EXISTS contract`);
      await store.command(sql`CREATE TABLE contract (
        id UInt32, text String, word LowCardinality(String), big UInt64, signed Int64, number Float64, flag Bool,
        time DateTime64(3, 'UTC'), list Array(String), keys Array(UInt64), groups Map(LowCardinality(String), Array(String)),
        bag JSON
      ) ENGINE = MergeTree ORDER BY id SETTINGS fsync_after_insert = 1`);
    });

    const insert = (...rows: object[]) =>
      store.insert('contract', Buffer.from(rows.map((row) => JSON.stringify(row, withoutBigint)).join('\n')));
    const value = async <T>(statement: Sql): Promise<T> => {
      const rows = await store.query<{ v: T }>(statement);
      return (rows[0] as { v: T }).v;
    };
    const stored = () => value<number>(sql`SELECT toUInt32(count()) AS v FROM contract`);

    it('gives every type of column back', async () => {
      const row = {
        id: 4_294_967_295,
        text: TRICKY.join('|'),
        word: 'word',
        big: '18446744073709551615',
        signed: '-9223372036854775808',
        number: 0.1,
        flag: true,
        time: 1_774_748_000_123,
        list: TRICKY,
        keys: ['0', '18446744073709551615'],
        groups: { 'a "b"': ["it's"], '': [] },
        bag: { plan: 'free' },
      };
      await insert(row);
      expect(
        await store.query(sql`SELECT * REPLACE (toUnixTimestamp64Milli(time) AS time) FROM contract`),
      ).toEqual([{ ...row, time: '1774748000123' }]);
    });

    it('takes a block by column, with the columns named, in any order', async () => {
      const text = stringColumn();
      const id = new PlainColumn('UInt32', (into, value: number) => into.uint32(value));
      const big = keyColumn();
      const word = new WordColumn();
      const groups = new MapColumn(new WordColumn(), new ListColumn(stringColumn()));
      const bag = new JsonColumn('JSON');
      const lines = [
        { text: 'a', id: 1, big: '18446744073709551615', word: 'w', groups: { 'a "b"': ["it's"] } },
        { text: TRICKY.join('|'), id: 2, big: '0', word: '', groups: {} },
      ];
      const bags = [{ plan: 'free', n: 3, list: ['x', 'é'], 'a.b': -0.5 }, {}];
      for (const line of lines) {
        text.add(line.text);
        id.add(line.id);
        big.add(line.big);
        word.add(line.word);
        groups.add(line.groups as Readonly<Record<string, readonly string[]>>);
      }
      for (const one of bags) bag.add(one);
      const block = nativeBlock(
        [
          ['text', text],
          ['id', id],
          ['big', big],
          ['word', word],
          ['groups', groups],
          ['bag', bag],
        ],
        2,
        0,
      );
      await store.insertBlock('contract', block);
      expect(
        await store.query(
          sql`SELECT text, id, big, word, groups, bag, toFloat64(number) AS number FROM contract ORDER BY id`,
          { integersAsNumbers: false },
        ),
      ).toEqual([
        { ...lines[0], bag: { plan: 'free', n: '3', list: ['x', 'é'], a: { b: -0.5 } }, number: 0 },
        { ...lines[1], bag: {}, number: 0 },
      ]);
    });

    it('refuses a block by column that ends too soon, or does not fit, and leaves nothing behind', async () => {
      const id = new PlainColumn('UInt32', (into, value: number) => into.uint32(value));
      for (let i = 0; i < 40_000; i += 1) id.add(i);
      const whole = nativeBlock([['id', id]], 40_000, 0);
      const short = { ...whole, bytes: whole.bytes.subarray(0, 100_000) };
      await expect(store.insertBlock('contract', short)).rejects.toBeInstanceOf(EventStoreError);
      const elsewhere = nativeBlock([['nowhere', id]], 40_000, 0);
      await expect(store.insertBlock('contract', elsewhere)).rejects.toBeInstanceOf(EventStoreError);
      expect(await stored()).toBe(0);
      await store.insertBlock('contract', whole);
      expect(await stored()).toBe(40_000);
    });

    it.each(TRICKY)('keeps text as it is, stored and as a parameter: %j', async (text) => {
      await insert({ id: 1, text });
      expect(await value(sql`SELECT text AS v FROM contract WHERE text = ${param.string(text)}`)).toBe(text);
      expect(await value(sql`SELECT ${param.strings([text, text])} AS v`)).toEqual([text, text]);
    });

    it.each<[string, Parameter, unknown]>([
      ['string', param.string('x'), 'x'],
      ['int', param.int(-9_007_199_254_740_991), '-9007199254740991'],
      ['float', param.float(-1.5e-300), -1.5e-300],
      ['a whole float', param.float(3), 3],
      ['true', param.bool(true), true],
      ['false', param.bool(false), false],
      ['key', param.key('18446744073709551615'), '18446744073709551615'],
      ['keys', param.keys(['0', '18446744073709551615']), ['0', '18446744073709551615']],
      ['strings', param.strings(["it's", '']), ["it's", '']],
      ['ints', param.ints([-1, 2]), ['-1', '2']],
      ['floats', param.floats([0.5, -1e300]), [0.5, -1e300]],
      ['no keys', param.keys([]), []],
      ['no strings', param.strings([]), []],
    ])('binds a typed parameter: %s', async (_, parameter, expected) => {
      expect(await value(sql`SELECT ${parameter} AS v`)).toEqual(expected);
    });

    it('binds very long lists', async () => {
      const keys = Array.from({ length: 20_000 }, (_, i) => String(10n ** 18n + BigInt(i)));
      expect(await value(sql`SELECT toUInt32(length(${param.keys(keys)})) AS v`)).toBe(20_000);
    });

    it('binds an instant to the millisecond', async () => {
      expect(await value(sql`SELECT toString(${instant(1_774_748_000_123)}) AS v`)).toBe(
        '2026-03-29 01:33:20.123',
      );
    });

    it('works in UTC whatever the zone of the machine', async () => {
      expect(await value(sql`SELECT toString(toDateTime(0)) AS v`)).toBe('1970-01-01 00:00:00');
    });

    it.each([
      "it's",
      '`; DROP TABLE contract; --',
      'back\\slash',
      '日本',
      '$x',
      'select',
      'a.b',
      'line\nbreak',
      'nul\u0000',
    ])('takes any name for an identifier: %j', async (name) => {
      const rows = await store.query(sql`SELECT 1 AS ${identifier(name)}`);
      expect(rows).toEqual([{ [name]: 1 }]);
    });

    it.each([
      ['text', 'free'],
      ['text like a date', '2026-01-01'],
      ['text like a time', '2026-01-01 10:00:00.000'],
      ['text like a number', '12.50'],
      ['text like true', 'true'],
      ['empty text', ''],
      ['odd text', TRICKY.join('|')],
      ['an int', 42],
      ['a negative int', -42],
      ['a float', 0.1],
      ['a huge number', 1e300],
      ['true', true],
      ['false', false],
      ['texts', ['a', '2026-01-01', '']],
      ['ints', [1, 2]],
      ['floats', [0.5, 1.25]],
      ['bools', [true, false]],
    ])('keeps the type of a property: %s', async (_, property) => {
      await insert({ id: 1, bag: { property } });
      const rows = await store.query(sql`SELECT bag FROM contract`, { integersAsNumbers: true });
      expect(rows).toEqual([{ bag: { property } }]);
    });

    it.each([
      'plan',
      'back`tick',
      "it's",
      '__proto__',
      'constructor',
      ' ',
      '日本',
      'UPPER',
      '1',
      'a-b',
      'a"b',
    ])('takes any name for a property: %j', async (name) => {
      const bag: Record<string, string> = Object.create(null);
      bag[name] = 'value';
      await insert({ id: 1, bag });
      expect(await value(sql`SELECT bag.${identifier(name)}.:String AS v FROM contract`)).toBe('value');
    });

    it('finds a property whose name has a dot', async () => {
      await insert({ id: 1, bag: { 'a.b': 'flat' } });
      expect(await value(sql`SELECT bag.${identifier('a.b')}.:String AS v FROM contract`)).toBe('flat');
    });

    it('tells a failure with the number of the engine, and the statement is at fault', async () => {
      const failure = await store.query(sql`SELECT nothing_like_it`).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(EventStoreError);
      expect(failure).toMatchObject({ code: 47 });
      await expect(store.command(sql`DROP TABLE nowhere`)).rejects.toMatchObject({ code: 60 });
      await expect(store.insert('nowhere', Buffer.from('{}'))).rejects.toMatchObject({ code: 60 });
    });

    it.each(['query', 'stream', 'binary'] as const)(
      'gives clean results after a query failed with rows out: %s',
      async (way) => {
        const failing = sql`SELECT throwIf(number = 150000, 'half-way') AS zero, number FROM numbers(200000) SETTINGS max_block_size = 1000`;
        for (let attempt = 0; attempt < 3; attempt += 1) {
          await expect(drain(way, failing)).rejects.toMatchObject({ code: 395 });
          const clean = await Promise.all(
            [1, 2, 3, 4, 5].map((n) => store.query(sql`SELECT ${param.int(n)} AS n`)),
          );
          expect(clean.flat()).toEqual([1, 2, 3, 4, 5].map((n) => ({ n: String(n) })));
        }
      },
    );

    async function drain(way: 'query' | 'stream' | 'binary', statement: Sql): Promise<void> {
      if (way === 'query') await store.query(statement);
      else for await (const _ of way === 'stream' ? store.stream(statement) : store.streamBinary(statement));
    }

    it('streams rows in chunks, none lost', async () => {
      let [chunks, rows, sum] = [0, 0, 0];
      for await (const chunk of store.stream<{ n: number }>(
        sql`SELECT toUInt32(number) AS n FROM numbers(300000)`,
      )) {
        chunks += 1;
        rows += chunk.length;
        for (const row of chunk) sum += row.n;
      }
      expect({ rows, sum }).toEqual({ rows: 300_000, sum: (299_999 * 300_000) / 2 });
      expect(chunks).toBeGreaterThan(1);
    });

    it('streams binary, none lost', async () => {
      const parts: Uint8Array[] = [];
      for await (const part of store.streamBinary(sql`SELECT toUInt32(number) AS n FROM numbers(300000)`)) {
        parts.push(Uint8Array.from(part));
      }
      const bytes = Buffer.concat(parts);
      expect(bytes.length).toBe(4 * 300_000);
      expect(Array.from({ length: 300_000 }, (_, i) => bytes.readUInt32LE(4 * i) === i)).not.toContain(false);
    });

    it('stops the engine when the reader leaves early', async () => {
      for await (const rows of store.stream(SLOW)) {
        expect(rows.length).toBeGreaterThan(0);
        break;
      }
      await nothingRuns();
    });

    it('stops the engine on abort before the first row', async () => {
      const abort = new AbortController();
      const heavy = sql`SELECT count() AS n FROM numbers(100000000000) WHERE sipHash64(number) = 1`;
      const failure = store.query(heavy, { signal: abort.signal }).catch((error: unknown) => error);
      await someRun();
      abort.abort();
      expect(await failure).toBeInstanceOf(QueryLimitError);
      expect(await failure).toMatchObject({ limit: 'cancelled' });
      await nothingRuns();
    });

    it('stops the engine on abort right after the start', async () => {
      const abort = new AbortController();
      const heavy = sql`SELECT count() AS n FROM numbers(100000000000) WHERE sipHash64(number) = 1`;
      const failure = store.query(heavy, { signal: abort.signal }).catch((error: unknown) => error);
      abort.abort();
      expect(await failure).toMatchObject({ limit: 'cancelled' });
      await nothingRuns();
    });

    it('does not begin when it is aborted already', async () => {
      const aborted = AbortSignal.abort();
      await expect(store.query(SLOW, { signal: aborted })).rejects.toMatchObject({ limit: 'cancelled' });
    });

    it('stops the engine on abort between rows', async () => {
      const abort = new AbortController();
      const reading = async () => {
        for await (const _ of store.stream(SLOW, { signal: abort.signal })) abort.abort();
      };
      await expect(reading()).rejects.toMatchObject({ limit: 'cancelled' });
      await nothingRuns();
    });

    it('tells how far the queries of a group have come, and only theirs', async () => {
      const abort = new AbortController();
      const counted = (signal: AbortSignal, group: string | undefined) =>
        store
          .query(sql`SELECT count() AS n FROM numbers(100000000000) WHERE sipHash64(number) = 1`, {
            signal,
            group,
          })
          .catch((error: unknown) => error);
      const all = [
        counted(abort.signal, 'mine'),
        counted(abort.signal, 'mine'),
        counted(abort.signal, undefined),
      ];
      try {
        await expect.poll(() => store.progress('mine'), { timeout: 5_000 }).toHaveLength(2);
        const [first] = await store.progress('mine');
        await expect
          .poll(
            async () => (await store.progress('mine')).find(({ query }) => query === first?.query)?.readRows,
          )
          .toBeGreaterThan(first?.readRows ?? 0);
        const [later] = await store.progress('mine');
        expect(later?.totalRows).toBe(100_000_000_000);
        expect(await store.progress('nobody’s')).toEqual([]);
      } finally {
        abort.abort();
        await Promise.all(all);
      }
      expect(await store.progress('mine')).toEqual([]);
      await nothingRuns();
    });

    it('ends a query past its time limit', async () => {
      const failure = store.query(SLOW, { maxExecutionMs: 200 });
      await expect(failure).rejects.toBeInstanceOf(QueryLimitError);
      await expect(failure).rejects.toMatchObject({ limit: 'time' });
    });

    it('ends a query past its memory limit', async () => {
      const wide = sql`SELECT length(groupArray(toString(number))) AS v FROM numbers(20000000)`;
      await expect(store.query(wide, { maxMemoryBytes: 50_000_000 })).rejects.toMatchObject({
        limit: 'memory',
      });
    });

    it('answers many queries at once, each its own', async () => {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          store.query(sql`SELECT ${param.int(n)} AS n, count() AS c FROM numbers(100000)`),
        ),
      );
      expect(answers.map((rows) => rows[0])).toEqual(
        Array.from({ length: 40 }, (_, n) => ({ n: String(n), c: '100000' })),
      );
    });

    it('takes a block whole', async () => {
      await insert(...Array.from({ length: 50_000 }, (_, id) => ({ id, text: `row ${id}` })));
      expect(await stored()).toBe(50_000);
    });

    it.each([
      ['broken JSON', '{"id": 2, "text": '],
      ['a value that does not fit', '{"id": "many"}'],
      ['a date that is none', '{"id": 2, "time": "yesterday"}'],
    ])('refuses a block with a bad line and leaves nothing behind: %s', async (_, line) => {
      const good = Array.from({ length: 20_000 }, (_, id) => JSON.stringify({ id, text: 'x'.repeat(100) }));
      const block = [...good, line, ...good].join('\n');
      await expect(store.insert('contract', Buffer.from(block))).rejects.toBeInstanceOf(EventStoreError);
      expect(await stored()).toBe(0);
      await insert({ id: 1 });
      expect(await stored()).toBe(1);
    });

    it('runs statements without rows', async () => {
      await store.command(
        sql`INSERT INTO contract (id, text) SELECT number, ${param.string("it's")} FROM numbers(10)`,
      );
      expect(
        await value(sql`SELECT toUInt32(countIf(text = ${param.string("it's")})) AS v FROM contract`),
      ).toBe(10);
    });

    it('has nothing to migrate the second time', async () => {
      expect(await migrateEventStore(store)).toEqual([]);
    });

    it('refuses tables that a newer Cusp migrated', async () => {
      await store.command(sql`INSERT INTO schema_versions SELECT 9999, 'future', now64(3)`);
      try {
        await expect(migrateEventStore(store)).rejects.toThrow('schema 9999, newer than this Cusp knows');
      } finally {
        await store.command(unsafeSql('DELETE FROM schema_versions WHERE version = 9999'));
      }
    });

    const processes = () =>
      store.query<{ query: string }>(
        sql`SELECT query FROM system.processes WHERE Settings['log_comment'] != '' AND query NOT LIKE '%system.processes%'`,
      );
    async function someRun(): Promise<void> {
      for (let attempt = 0; (await processes()).length === 0; attempt += 1) {
        if (attempt === 500) throw new Error('the query never began');
        await sleep(10);
      }
    }
    /** Waits far less than the queries here would take if they went on. */
    async function nothingRuns(): Promise<void> {
      await expect.poll(processes, { timeout: 3_000, interval: 20 }).toEqual([]);
    }
  });
}

function withoutBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
