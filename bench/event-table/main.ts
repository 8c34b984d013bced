/**
 * Which form of the event table is best: keys, properties, partitions, look-up of a user.
 *
 * EVENTS (10,000,000) are stored in each candidate and ROWS_INSERTED (300,000) come in through the insert path; each question is
 * the best of RUNS (5). ONLY takes the candidates whose names hold one of its words, beside the first. Figures of
 * another run are not comparable.
 */
import { userKey } from '../../packages/engine/src/model/key.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { type Sql, sql, unsafeSql } from '../../packages/engine/src/store/sql/fragment.ts';
import { instant, param } from '../../packages/engine/src/store/sql/parameter.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { best, elapsed, ms } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory, withStore } from '../support/temporary-store.ts';
import { CANDIDATES, type Candidate, FORMS } from './candidates.ts';
import { block, DAYS, START, sourceSql } from './data.ts';

const EVENTS = sizeFrom('EVENTS', 10_000_000);
const ROWS_INSERTED = sizeFrom('ROWS_INSERTED', 300_000);
const BLOCK_ROWS = 50_000;
const RUNS = sizeFrom('RUNS', 5);
const LARGE_BLOCK_ROWS = unsafeSql(String(Math.ceil(EVENTS / 4)));
const END = START + DAYS * DAY_MS;

interface Figures {
  readonly candidate: string;
  readonly insertedPerSecond: number;
  readonly bytes: number;
  readonly countMs: number;
  readonly countFloorMs: number;
  readonly funnelMs: number;
  readonly funnelFloorMs: number;
  readonly userMs: number;
}

await inTemporaryDirectory((path) =>
  withStore(path, async (store) => {
    process.stderr.write(`making ${EVENTS.toLocaleString('en')} events\n`);
    await store.command(sql`CREATE TABLE source ENGINE = Memory AS
      SELECT *, CAST(properties AS JSON(max_dynamic_paths=256)) AS properties_json,
        CAST(user_properties AS JSON(max_dynamic_paths=256)) AS user_properties_json
      FROM (${sourceSql(EVENTS)})`);
    const figures: Figures[] = [];
    for (const candidate of CANDIDATES.filter(isWanted)) {
      process.stderr.write(`${candidate.name}\n`);
      figures.push(await measure(store, candidate));
    }
    const report = reportOf(figures);
    process.stdout.write(`${report}\n`);
    await saveResults('event-table', report, { machine: machine(), events: EVENTS, figures });
  }),
);

function isWanted(candidate: Candidate): boolean {
  const only = process.env.ONLY?.split(',');
  return !only || candidate === CANDIDATES[0] || only.some((word) => candidate.name.includes(word));
}

async function measure(store: EventStore, candidate: Candidate): Promise<Figures> {
  const form = FORMS[candidate.form];
  const create =
    unsafeSql(`CREATE TABLE candidate (project LowCardinality(String), name LowCardinality(String), user UInt64,
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)), seq UInt64 CODEC(Delta, ZSTD(1)), user_id String, device_id String,
    insert_id String, insert_key UInt64, ${form.columns}${candidate.extra ?? ''})
    ENGINE = MergeTree PARTITION BY ${candidate.partition} ORDER BY (${candidate.order})
    SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_bytes_for_wide_part = 268435456${candidate.settings ?? ', index_granularity = 1024'}`);
  await store.command(create);
  const insertedPerSecond = await insertRate(store, candidate);
  await store.command(sql`TRUNCATE TABLE candidate`);
  // Four large parts in each partition, and no merge beside the questions: much like a table that has been at rest.
  await store.command(sql`SYSTEM STOP MERGES candidate`);
  await store.command(sql`INSERT INTO candidate SELECT project, name, user, time, seq, user_id, device_id, insert_id, insert_key,
    ${unsafeSql(form.fromSource)} FROM source SETTINGS max_partitions_per_insert_block = 0, max_insert_threads = 2,
      max_insert_block_size = ${LARGE_BLOCK_ROWS}, min_insert_block_size_rows = ${LARGE_BLOCK_ROWS}, min_insert_block_size_bytes = 0`);
  const bytes = await store.query<{ bytes: number }>(
    sql`SELECT toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND table = 'candidate'`,
  );
  const time = (statement: Sql) => best(RUNS, () => store.query(statement));
  const result = {
    candidate: candidate.name,
    insertedPerSecond,
    bytes: bytes[0]?.bytes ?? 0,
    countMs: await time(countQuery(form.limit)),
    countFloorMs: await time(floorQuery(['limit_hit'], 14)),
    funnelMs: await time(funnelQuery(form.plan)),
    funnelFloorMs: await time(floorQuery(['limit_hit', 'pricing_viewed', 'upgraded'], 30)),
    userMs: await time(userQuery(`user-${Math.floor(EVENTS / 200)}`)),
  };
  await store.command(sql`SYSTEM START MERGES candidate`);
  await store.command(sql`DROP TABLE candidate SYNC`);
  return result;
}

async function insertRate(store: EventStore, candidate: Candidate): Promise<number> {
  let spent = 0;
  for (let first = 0; first < ROWS_INSERTED; first += BLOCK_ROWS) {
    const lines = block(FORMS[candidate.form], BLOCK_ROWS, first);
    spent += await elapsed(() => store.insert('candidate', lines));
  }
  return (Math.ceil(ROWS_INSERTED / BLOCK_ROWS) * BLOCK_ROWS * 1000) / spent;
}

/** Hit the limit of seats at least 3 times in 14 days. */
function countQuery(limit: string): Sql {
  return sql`SELECT toUInt32(count()) AS n FROM (SELECT user FROM candidate WHERE ${rowsOf(['limit_hit'], 14)}
    AND ${unsafeSql(limit)} = 'seats' GROUP BY user HAVING count() >= 3)`;
}

/** Hit a limit, saw the prices, upgraded, within 7 days; of users on the free plan then. */
function funnelQuery(plan: string): Sql {
  return sql`SELECT toUInt32(countIf(level >= 3)) AS n FROM (
    SELECT user, windowFunnel(604800000, 'strict_once')(toUInt64(toUnixTimestamp64Milli(time)),
      name = 'limit_hit' AND ${unsafeSql(plan)} = 'free', name = 'pricing_viewed', name = 'upgraded') AS level
    FROM candidate WHERE ${rowsOf(['limit_hit', 'pricing_viewed', 'upgraded'], 30)} GROUP BY user)`;
}

function userQuery(userId: string): Sql {
  return sql`SELECT * FROM candidate WHERE project = 'bench' AND user = ${param.key(userKey(userId))} ORDER BY time DESC`;
}

/** The least that any query over these rows can take: read their users and times, and add them up. */
function floorQuery(names: readonly string[], days: number): Sql {
  return sql`SELECT sum(user) AS u, sum(toUnixTimestamp64Milli(time)) AS t FROM candidate WHERE ${rowsOf(names, days)}`;
}

function rowsOf(names: readonly string[], days: number): Sql {
  return sql`project = 'bench' AND name IN ${param.strings(names)} AND time > ${instant(END - days * DAY_MS)} AND time <= ${instant(END)}`;
}

function reportOf(figures: readonly Figures[]): string {
  const rows = figures.map((f) => [
    f.candidate,
    String(Math.round(f.insertedPerSecond / 1000)),
    String(Math.round(f.bytes / 1024 ** 2)),
    `${ms(f.countMs)} / ${ms(f.countFloorMs)}`,
    `${ms(f.funnelMs)} / ${ms(f.funnelFloorMs)}`,
    ms(f.userMs),
  ]);
  const head = ['candidate', 'k rows/s', 'MiB', 'count / sum', 'funnel / sum', 'user'];
  return [
    `# Event table: ${EVENTS.toLocaleString('en')} events, ms, best of ${RUNS}`,
    '',
    `${machine()}. Inserted: ${ROWS_INSERTED.toLocaleString('en')} rows as JSON lines,`,
    `blocks of ${BLOCK_ROWS.toLocaleString('en')}, each on disk before the next. Sum: the same rows, users and times added up.`,
    '',
    markdownTable(head, rows),
  ].join('\n');
}
