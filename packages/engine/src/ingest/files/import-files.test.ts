import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memorySink } from '../../../../../test/support/memory-sink.ts';
import { zipOf } from '../../../../../test/support/zip.ts';
import { OverloadedError } from '../event-sink.ts';
import { type CheckpointStore, fileCheckpoints } from './checkpoint.ts';
import { type ImportOptions, importFiles } from './import-files.ts';
import type { RefusedAt } from './import-report.ts';
import type { Mapping } from './mapping.ts';

const NOW = Date.UTC(2026, 0, 10);
const project = { id: 'p', name: 'p', timeZone: 'UTC', accountGroup: 'company' };
const mapping: Mapping = {
  user: 'user',
  event: 'event',
  time: { column: 'at', unit: 'ms' },
  userProperties: ['plan'],
  types: { n: 'number', ok: 'boolean', tags: 'json' },
};

interface Sample {
  readonly user: string;
  readonly event: string;
  readonly at: number;
  readonly plan: string;
  readonly n: number;
  readonly ok: boolean;
  readonly tags: readonly string[];
}

const samples: readonly Sample[] = Array.from({ length: 2_500 }, (_, i) => ({
  user: `user ${i % 50}`,
  event: i % 3 === 0 ? 'export, all' : 'view "it"',
  at: NOW - 1_000_000 + i,
  plan: i % 7 === 0 ? 'pro' : 'free',
  n: i / 4,
  ok: i % 2 === 0,
  tags: ['é', `t${i % 5}`],
}));

describe('importFiles', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cusp-import-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  async function run(paths: readonly string[], options: Partial<ImportOptions> = {}) {
    const sink = memorySink();
    const refused: RefusedAt[] = [];
    const report = await importFiles({
      paths,
      mapping,
      sink,
      project,
      clock: () => NOW,
      onRefused: async (rows) => {
        refused.push(...rows);
      },
      ...options,
    });
    return { report, stored: sink.stored, refused };
  }

  const jsonLines = (rows: readonly object[]): string =>
    rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const csvCell = (value: unknown): string => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const csv = (rows: readonly Sample[]): string =>
    ['user,event,at,plan,n,ok,tags', ...rows.map((row) => Object.values(row).map(csvCell).join(','))].join(
      '\n',
    );

  async function parquet(name: string, rows: readonly Sample[], rowGroupSize: number): Promise<string> {
    const path = join(folder, name);
    parquetWriteFile({
      filename: path,
      rowGroupSize,
      columnData: [
        { name: 'user', data: rows.map((row) => row.user), type: 'STRING' },
        { name: 'event', data: rows.map((row) => row.event), type: 'STRING' },
        { name: 'at', data: rows.map((row) => BigInt(row.at)), type: 'INT64' },
        { name: 'plan', data: rows.map((row) => row.plan), type: 'STRING' },
        { name: 'n', data: rows.map((row) => row.n), type: 'DOUBLE' },
        { name: 'ok', data: rows.map((row) => row.ok), type: 'BOOLEAN' },
        { name: 'tags', data: rows.map((row) => JSON.stringify(row.tags)), type: 'STRING' },
      ],
    });
    return path;
  }

  it('makes the same events of every format', async () => {
    const paths = [
      await file('a.jsonl', jsonLines(samples)),
      await file('b.json.gz', gzipSync(jsonLines(samples))),
      await file('c.csv', csv(samples)),
      await file('d.csv.gz', gzipSync(csv(samples))),
      await parquet('e.parquet', samples, 700),
    ];
    for (const path of paths) {
      const { report, stored } = await run([path], { batchRows: 300 });
      expect(report).toMatchObject({ rows: 2_500, stored: 2_500, refused: [], warnings: [] });
      expect(report.files[0]?.troubles).toEqual([]);
      expect(stored).toHaveLength(samples.length);
      stored.forEach((event, i) => {
        const sample = samples[i] as Sample;
        expect(event).toMatchObject({
          name: sample.event,
          time: sample.at,
          userId: sample.user,
          userUpdates: [{ op: 'set', property: 'plan', value: sample.plan }],
          source: 'import',
        });
        expect({ ...event.properties }).toEqual({ n: sample.n, ok: sample.ok, tags: sample.tags });
      });
      expect(new Set(stored.map((event) => event.insertId)).size).toBe(samples.length);
    }
  });

  it('counts every row once: stored, repeated, skipped or refused', async () => {
    const rows = [
      '{"user":"ann","event":"view","at":1767000000000}',
      '{"user":"ann","event":"view","at":1767000000000}',
      '',
      '{"user":"","event":"view","at":1767000000000}',
      '{"user":"null","event":"view","at":1767000000000}',
      '{"user":"bob","event":"view","at":1767000000}',
      '{"user":"bob","event":"","at":1767000000000}',
      '{"user":"bob","event":"view"}',
      '{"user":"bob","event":"view","at":"soon"}',
      '{"user":"bob","event":"view","at":1767000000000,"n":"1,5"}',
      '[1]',
      '{"user":"bob", oops',
      '{"user":"eve","event":"view","at":1767000000000}',
    ];
    const path = await file('mixed.jsonl', rows.join('\n'));
    const { report, refused, stored } = await run([path], {
      mapping: { ...mapping, skip: [{ column: 'user', is: 'empty' }] },
    });
    expect(report).toMatchObject({
      rows: 12,
      stored: 3,
      duplicates: 0,
      skipped: [{ reason: 'user is empty', rows: 1 }],
    });
    expect(refused.map((row) => [row.where, row.field, row.code])).toEqual([
      ['line 5', 'user', 'blocked-id'],
      ['line 6', 'at', 'time-out-of-range'],
      ['line 7', 'event', 'no-event'],
      ['line 8', 'at', 'no-time'],
      ['line 9', 'at', 'invalid-time'],
      ['line 10', 'n', 'not-number'],
      ['line 11', '', 'not-an-object'],
      ['line 12', '', 'not-json'],
    ]);
    expect(report.refused.reduce((sum, group) => sum + group.rows, 0)).toBe(8);
    expect(report.refused[0]?.examples[0]).toMatchObject({ file: path });
    // The same row twice in a file is two events; reading the file again stores neither.
    expect(stored.filter((event) => event.userId === 'ann')).toHaveLength(2);
  });

  it('stores nothing twice when a file is imported again, renamed or packed', async () => {
    const sink = memorySink();
    const text = jsonLines(samples);
    await run([await file('once.jsonl', text)], { sink });
    const again = await run(
      [await file('renamed.jsonl', text), await file('packed.jsonl.gz', gzipSync(text))],
      { sink },
    );
    expect(again.report).toMatchObject({ rows: 5_000, stored: 0, duplicates: 5_000 });
  });

  it('makes insert ids of whole rows when told, so that overlapping exports add up', async () => {
    const byRow: Mapping = { ...mapping, insertId: { from: 'row' } };
    const first = await file('monday.jsonl', jsonLines(samples.slice(0, 600)));
    const second = await file('tuesday.jsonl', jsonLines(samples.slice(400)));
    const { report, stored } = await run([first, second], { mapping: byRow });
    expect(report).toMatchObject({ rows: 2_700, stored: 2_500, duplicates: 200 });
    expect(stored).toHaveLength(2_500);
  });

  it('goes on where a failed run stopped, and a finished file is not read again', async () => {
    const path = await file('resume.csv', csv(samples));
    const checkpoints = fileCheckpoints(join(folder, 'checkpoints'));
    const sink = memorySink(async (_, call) => {
      if (call === 4) throw new Error('disk full');
    });
    await expect(run([path], { sink, checkpoints, batchRows: 100, inFlight: 2 })).rejects.toThrow(
      'disk full',
    );
    expect(sink.stored.length).toBeLessThan(2_500);
    const second = await run([path], { sink, checkpoints, batchRows: 100 });
    expect(second.report.files[0]?.resumed).toBeGreaterThan(0);
    expect(second.report.rows).toBe(2_500 - (second.report.files[0]?.resumed ?? 0));
    const times = sink.stored.map((event) => event.time).sort((a, b) => a - b);
    expect(times).toEqual(samples.map((sample) => sample.at));
    const third = await run([path], { sink, checkpoints });
    expect(third.report).toMatchObject({ rows: 0, stored: 0, duplicates: 0, resumed: 2_500 });
    await utimes(path, 1, 1);
    const touched = await run([path], { sink, checkpoints });
    expect(touched.report).toMatchObject({ rows: 2_500, stored: 0, duplicates: 2_500 });
  });

  it('notes no row before all rows up to it are durable', async () => {
    const path = await file('order.jsonl', jsonLines(samples));
    const noted: number[] = [];
    const durable: number[] = [];
    const store: CheckpointStore = {
      read: async () => undefined,
      write: async (_, checkpoint) => {
        expect(checkpoint.rows).toBeLessThanOrEqual(durable.reduce((sum, n) => sum + n, 0));
        noted.push(checkpoint.rows);
      },
    };
    const sink = memorySink(async (events, call) => {
      await new Promise((resolve) => setTimeout(resolve, call % 2 === 1 ? 20 : 1));
      durable.push(events.length);
    });
    await run([path], { sink, checkpoints: store, batchRows: 200 });
    expect(noted.at(-1)).toBe(2_500);
    expect(noted).toEqual([...noted].sort((a, b) => a - b));
  });

  it('keeps the order of rows when the sink is full now and then', async () => {
    const path = await file('full.jsonl', jsonLines(samples));
    const waits: number[] = [];
    const sink = memorySink(async (_, call) => {
      if (call % 3 === 2) throw new OverloadedError(7);
      await new Promise((resolve) => setTimeout(resolve, 1));
    });
    const { report } = await run([path], {
      sink,
      batchRows: 100,
      wait: async (ms) => {
        waits.push(ms);
        await new Promise((resolve) => setTimeout(resolve, 2));
      },
    });
    expect(report.stored).toBe(2_500);
    expect(waits.length).toBeGreaterThan(0);
    expect(new Set(waits)).toEqual(new Set([7]));
    expect(sink.stored.map((event) => event.time)).toEqual(samples.map((sample) => sample.at));
  });

  it('imports what comes before the cut of a truncated file, and says that it is cut', async () => {
    const whole = gzipSync(jsonLines(samples), { level: 1 });
    const path = await file('cut.jsonl.gz', whole.subarray(0, Math.floor(whole.length * 0.9)));
    const { report, stored } = await run([path]);
    expect(report.files[0]?.troubles[0]).toContain('its gzip data ends early');
    expect(stored.map((event) => event.time)).toEqual(
      samples.slice(0, stored.length).map((sample) => sample.at),
    );
    expect(stored.length).toBeLessThan(2_500);
  });

  describe('says in one line what is wrong with a file', () => {
    it.each([
      ['empty.jsonl', '', 'it is empty'],
      ['array.json', '[{"user":"a"}]', 'it is one JSON array'],
      ['garbage.csv', new Uint8Array([1, 0, 2, 0, 3]), 'it is binary data'],
      ['wide.csv', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'it is UTF-16'],
      [
        'broken.gz',
        new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255]),
        'its gzip data is damaged',
      ],
      ['broken.zip', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'it cannot be read as a zip'],
      ['broken.parquet', Buffer.from('PAR1 and then nothing of use'), 'it cannot be read as Parquet'],
      ['what.dat', 'user|event', 'put "format": "csv" or "json-lines" into the mapping'],
      [
        'wrong.csv',
        'usr,event,at\na,b,1\n',
        'no column "user", which the mapping names as user. Did you mean "usr"?',
      ],
      [
        'wrong.jsonl',
        '{"user":"a","evnt":"b","at":1}\n',
        'no column "event", which the mapping names as event',
      ],
    ])('%s', async (name, content, message) => {
      const path = await file(name, content);
      const mapped = name === 'broken.gz' ? { ...mapping, format: 'json-lines' as const } : mapping;
      const { report, stored, refused } = await run([path], { mapping: mapped });
      expect(report.files[0]?.troubles.join()).toContain(message);
      expect(report.files[0]?.troubles.join()).not.toContain('\n');
      expect([stored, refused]).toEqual([[], []]);
    });

    it('a path that is none', async () => {
      await mkdir(join(folder, 'inner'), { recursive: true });
      await expect(run([join(folder, 'nope.csv')])).rejects.toThrow('there is no file');
      await expect(run([join(folder, 'inner')])).rejects.toThrow('is a directory: name its files');
      await expect(run([join(folder, '*.nope')])).rejects.toThrow('no file matches');
    });
  });

  it('warns of a property column that no row has', async () => {
    const path = await file('missing-column.jsonl', jsonLines(samples.slice(0, 3)));
    const { report } = await run([path], { mapping: { ...mapping, userProperties: ['plan', 'country'] } });
    expect(report.warnings).toEqual([
      `${path}: no row has the column "country", which the mapping names as userProperties`,
    ]);
  });

  it('reads patterns in the order of their names', async () => {
    await mkdir(join(folder, 'days', 'deep'), { recursive: true });
    const day = (n: number): string => jsonLines([{ ...samples[0], event: `day ${n}` }]);
    await file('days/2.jsonl', day(2));
    await file('days/1.jsonl', day(1));
    await file('days/deep/3.jsonl', day(3));
    const { stored } = await run([join(folder, 'days', '**', '*.jsonl')]);
    expect(stored.map((event) => event.name)).toEqual(['day 1', 'day 2', 'day 3']);
  });

  it('opens nested objects that the mapping names', async () => {
    const row = {
      who: { id: 'ann', team: { name: 'a' } },
      data: { x: 1, deep: { y: [1, 'b'] } },
      event: 'e',
      at: NOW,
    };
    const path = await file('nested.jsonl', jsonLines([row]));
    const { stored } = await run([path], {
      mapping: {
        user: 'who.id',
        event: 'event',
        time: { column: 'at', unit: 'ms' },
        accounts: 'who.team.name',
        eventProperties: ['data.*'],
        constants: { eventProperties: { origin: 'file' } },
      },
    });
    expect(stored[0]).toMatchObject({ userId: 'ann', groups: { account: ['a'] } });
    expect({ ...stored[0]?.properties }).toEqual({ x: 1, 'deep.y': ['1', 'b'], origin: 'file' });
  });

  describe('of Amplitude’s export', () => {
    const row = (i: number): object => ({
      $insert_id: `id ${i}`,
      user_id: 'ann',
      device_id: 'd1',
      event_type: 'view',
      event_time: `2026-01-0${i + 1} 10:00:00.123456`,
      session_id: 1_767_000_000_000,
      event_properties: { a: { b: i } },
      user_properties: { plan: 'free' },
      groups: { company: ['Acme'], team: 'blue' },
      platform: 'Web',
      version_name: '1.2',
      amplitude_id: 7,
    });

    it('reads the hours in their order, without a mapping', async () => {
      const path = await file(
        'export.zip',
        zipOf([
          ['1/1_2026-01-03_10#0.json.gz', gzipSync(jsonLines([row(2)]))],
          ['1/1_2026-01-03_9#1.json.gz', gzipSync(jsonLines([row(1)]))],
          ['1/1_2026-01-03_9#0.json.gz', gzipSync(jsonLines([row(0), {}]))],
        ]),
      );
      const { report, stored, refused } = await run([path], { mapping: undefined });
      expect(report).toMatchObject({ rows: 4, stored: 3 });
      expect(refused.map((one) => `${one.where} ${one.code}`)).toEqual([
        '1_2026-01-03_9#0.json.gz line 2 no-event',
      ]);
      expect(stored.map((event) => event.insertId)).toEqual(['id 0', 'id 1', 'id 2']);
      expect(stored[0]).toMatchObject({
        name: 'view',
        time: Date.parse('2026-01-01T10:00:00.123Z'),
        userId: 'ann',
        deviceId: 'd1',
        sessionId: 1_767_000_000_000,
        groups: { account: ['Acme'], team: ['blue'] },
        userUpdates: [{ op: 'set', property: 'plan', value: 'free' }],
      });
      expect({ ...stored[0]?.properties }).toEqual({ 'a.b': 0, $platform: 'Web', $app_version: '1.2' });
    });

    it('tells a damaged part and reads the others; a rerun goes on behind what is done', async () => {
      const path = await file(
        'damaged.zip',
        zipOf([
          ['1_2026-01-01_1#0.json.gz', gzipSync(jsonLines([row(0)]))],
          ['1_2026-01-01_2#0.json.gz', gzipSync(jsonLines([row(1)])).subarray(0, 40)],
          ['1_2026-01-01_3#0.json.gz', gzipSync(jsonLines([row(2)]))],
        ]),
      );
      const checkpoints = fileCheckpoints(join(folder, 'checkpoints'));
      const { report, stored } = await run([path], { mapping: undefined, checkpoints });
      expect(stored.map((event) => event.insertId)).toEqual(['id 0', 'id 2']);
      expect(report.files[0]?.troubles).toHaveLength(1);
      expect(report.files[0]?.troubles[0]).toContain('1_2026-01-01_2#0.json.gz: its gzip data ends early');
      const again = await run([path], { mapping: undefined, checkpoints });
      expect(again.report).toMatchObject({ rows: 0, resumed: 2 });
    });

    it('gives up an entry that unpacks to more than one deflate can pack', async () => {
      const packed = gzipSync(Buffer.alloc(80 * 1024 * 1024, 'a'));
      const path = await file('bomb.zip', zipOf([['1_2026-01-01_1#0.json.gz', packed]], 'deflate'));
      const { report } = await run([path], { mapping: undefined });
      expect(report.stored).toBe(0);
      expect(report.files[0]?.troubles.join()).toContain('unpacks to more than');
    });

    it('refuses a zip of something else', async () => {
      const path = await file('other.zip', zipOf([['readme.md', Buffer.from('hello')]]));
      const { report } = await run([path], { mapping: undefined });
      expect(report.files[0]?.troubles.join()).toContain('a zip without .json.gz files (it has readme.md)');
    });
  });
});
