/**
 * How fast files come in: rows a second of `cusp import`'s path, from bytes to durable rows, for each format.
 * EVENTS (1,000,000) rows of 8 event properties. Beside it, reading and mapping alone, and the floor: the engine itself reading
 * the same file into the same table. The goal: 60,000 rows a second from JSON lines on 2 cores.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parquetWriteFile } from 'hyparquet-writer';
import type { EventSink } from '../../packages/engine/src/ingest/event-sink.ts';
import { importFiles } from '../../packages/engine/src/ingest/files/import-files.ts';
import type { Mapping } from '../../packages/engine/src/ingest/files/mapping.ts';
import { createIngestPipeline } from '../../packages/engine/src/ingest/pipeline/create-ingest-pipeline.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { sql, unsafeSql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { elapsed } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory, withStore } from '../support/temporary-store.ts';

const EVENTS = sizeFrom('EVENTS', 1_000_000);
const USERS = Math.max(1, Math.floor(EVENTS / 50));
/** Two months of events that end at a fixed instant, in order of time as logs are. */
const END = Date.UTC(2026, 0, 1);
const STEP_MS = Math.floor((60 * 86_400_000) / EVENTS);

const COLUMNS = [
  'user',
  'event',
  'at',
  'id',
  'plan',
  'country',
  'page',
  'n',
  'ms',
  'paid',
  'device',
  'ref',
] as const;
const mapping: Mapping = {
  user: 'user',
  event: 'event',
  time: { column: 'at', unit: 'ms' },
  insertId: 'id',
  types: { n: 'number', ms: 'number', paid: 'boolean' },
};
const project = { id: 'bench', name: 'bench', timeZone: 'UTC', accountGroup: 'account' };
const clock = (): number => END;

type Cell = string | number | boolean;

/** A row without randomness: the same file every time. */
function rowOf(i: number): readonly Cell[] {
  const mixed = Math.imul(i, 2_654_435_761) >>> 0;
  return [
    `user-${mixed % USERS}`,
    ['page_viewed', 'export_clicked', 'project_created', 'limit_hit', 'search'][mixed % 5] ?? '',
    END - (EVENTS - i) * STEP_MS,
    `id-${i}`,
    ['free', 'team', 'enterprise'][mixed % 3] ?? '',
    ['DE', 'FR', 'US', 'JP', 'BR'][(mixed >>> 3) % 5] ?? '',
    `/projects/${mixed % 1_000}/settings`,
    mixed % 500,
    (mixed % 100_000) / 7,
    mixed % 2 === 0,
    ['phone', 'desktop'][(mixed >>> 5) % 2] ?? '',
    `campaign ${mixed % 40}, autumn`,
  ];
}

async function write(path: string, lineOf: (row: readonly Cell[]) => string, head = ''): Promise<void> {
  await pipeline(function* () {
    yield head;
    for (let from = 0; from < EVENTS; from += 1_000) {
      let text = '';
      for (let i = from; i < Math.min(EVENTS, from + 1_000); i += 1) text += `${lineOf(rowOf(i))}\n`;
      yield text;
    }
  }, createWriteStream(path));
}

function writeParquet(path: string): void {
  const rows = Array.from({ length: EVENTS }, (_, i) => rowOf(i));
  const column = (i: number): Cell[] => rows.map((row) => row[i] ?? '');
  const type = (i: number): 'STRING' | 'DOUBLE' | 'BOOLEAN' | 'INT64' =>
    i === 2 ? 'INT64' : i === 7 || i === 8 ? 'DOUBLE' : i === 9 ? 'BOOLEAN' : 'STRING';
  parquetWriteFile({
    filename: path,
    rowGroupSize: 100_000,
    columnData: COLUMNS.map((name, i) => ({
      name,
      type: type(i),
      data: i === 2 ? column(i).map((at) => BigInt(Number(at))) : column(i),
    })),
  });
}

interface Figure {
  readonly format: string;
  readonly megabytes: number;
  readonly rowsPerSecond: number;
  readonly readOnlyPerSecond: number;
  readonly floorPerSecond: number;
  readonly peakMiB: number;
  /** Processor time of all threads, which other work on the machine does not stretch. */
  readonly cpuMicros: { readonly import: number; readonly readOnly: number; readonly floor: number };
}

interface Run {
  readonly ms: number;
  readonly cpuMicros: number;
}

async function timed(work: () => Promise<unknown>): Promise<Run> {
  const before = process.cpuUsage();
  const ms = await elapsed(work);
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMicros: Math.round(((user + system) / EVENTS) * 10) / 10 };
}

const nowhere: EventSink = { accept: async (_, events) => events.map(() => 'stored') };

async function measure(format: string, path: string, clickhouseFormat: string): Promise<Figure> {
  const read = await timed(() => importFiles({ paths: [path], mapping, project, clock, sink: nowhere }));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  const whole = await inTemporaryDirectory((folder) =>
    withStore(folder, async (store) => {
      await migrateEventStore(store);
      const ingest = await createIngestPipeline({ store, clock });
      const took = await timed(async () => {
        const report = await importFiles({ paths: [path], mapping, project, clock, sink: ingest.sink });
        if (report.stored !== EVENTS) throw new Error(`${report.stored} of ${EVENTS} rows were stored`);
      });
      await ingest.close();
      return took;
    }),
  );
  clearInterval(watch);
  const floor = await inTemporaryDirectory((folder) =>
    withStore(folder, async (store) => {
      await migrateEventStore(store);
      return timed(() => insertByEngine(store, path, clickhouseFormat));
    }),
  );
  const perSecond = (ms: number): number => Math.round((EVENTS / ms) * 1_000);
  return {
    format,
    megabytes: Math.round((await stat(path)).size / 1e6),
    rowsPerSecond: perSecond(whole.ms),
    readOnlyPerSecond: perSecond(read.ms),
    floorPerSecond: perSecond(floor.ms),
    peakMiB: Math.round(peak / 1024 ** 2),
    cpuMicros: { import: whole.cpuMicros, readOnly: read.cpuMicros, floor: floor.cpuMicros },
  };
}

/** What the engine alone needs for the same rows in the same table: no repeats found, no identity, no snapshots. */
async function insertByEngine(store: EventStore, path: string, format: string): Promise<void> {
  await store.command(
    sql`INSERT INTO events (project, name, user, time, seq, received, user_id, insert_id, session_id, properties, source)
        SELECT 'bench', event, xxHash64(concat('u:', user)), fromUnixTimestamp64Milli(toInt64(at), 'UTC'), rowNumberInAllBlocks(),
          fromUnixTimestamp64Milli(${param.int(END)}, 'UTC'), user, id, -1,
          toJSONString(map('plan', plan, 'country', country, 'page', page, 'n', toString(n), 'ms', toString(ms), 'paid',
            toString(paid), 'device', device, 'ref', ref)), 'import'
        FROM file(${param.string(path)}, ${unsafeSql(`'${format}'`)},
          'user String, event String, at Int64, id String, plan String, country String, page String, n Float64, ms Float64, paid Bool, device String, ref String')`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'cusp-bench-files-'));
try {
  const asObject = (row: readonly Cell[]): string =>
    JSON.stringify(Object.fromEntries(COLUMNS.map((name, i) => [name, row[i]])));
  const asCsv = (row: readonly Cell[]): string =>
    row
      .map((cell) => (typeof cell === 'string' && cell.includes(',') ? `"${cell}"` : String(cell)))
      .join(',');
  const figures: Figure[] = [];
  await write(join(folder, 'events.jsonl'), asObject);
  figures.push(await measure('JSON lines', join(folder, 'events.jsonl'), 'JSONEachRow'));
  await write(join(folder, 'events.csv'), asCsv, `${COLUMNS.join(',')}\n`);
  figures.push(await measure('CSV', join(folder, 'events.csv'), 'CSVWithNames'));
  writeParquet(join(folder, 'events.parquet'));
  figures.push(await measure('Parquet', join(folder, 'events.parquet'), 'Parquet'));
  const n = (value: number): string => value.toLocaleString('en-US');
  const text = [
    '# Importing files',
    '',
    `${n(EVENTS)} rows of ${n(USERS)} users, 8 properties each, on ${machine()}. Rows a second; in parentheses microseconds of processor time a row.`,
    '',
    markdownTable(
      ['format', 'MB', 'import', 'reading and mapping alone', 'the engine itself', 'peak MiB'],
      figures.map((f) => [
        f.format,
        n(f.megabytes),
        `${n(f.rowsPerSecond)} (${f.cpuMicros.import})`,
        `${n(f.readOnlyPerSecond)} (${f.cpuMicros.readOnly})`,
        `${n(f.floorPerSecond)} (${f.cpuMicros.floor})`,
        n(f.peakMiB),
      ]),
    ),
  ].join('\n');
  process.stdout.write(`${text}\n`);
  await saveResults('import-file', text, { events: EVENTS, machine: machine(), figures });
} finally {
  await rm(folder, { recursive: true, force: true });
}
