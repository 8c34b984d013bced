import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore, QueryOptions } from '../event-store.ts';
import { type Sql, sql, unsafeSql } from '../sql/fragment.ts';
import { identifier } from '../sql/identifier.ts';
import { param } from '../sql/parameter.ts';
import {
  type CarriedProperty,
  readSequenceColumns,
  sequenceColumn,
  sequenceRows,
  WHOLE,
} from './sequence-columns.ts';

const SEQUENCES = unsafeSql('sequence_events');
/** Nothing here waits until what was stored in the last moments is derived: whoever derives it knows the new column. */
const LAG: QueryOptions = { mayLag: true };
const ASK_AGAIN_MS = 50;
/** Another merge may hold the parts; it ends. */
const MERGE_TRIES = 20;
const MERGE_AGAIN_MS = 1_000;

export interface FillOptions {
  /** Stops between two parts of the work; what is done stays, and the next call begins again. */
  readonly signal?: AbortSignal | undefined;
  /** With the share that is done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Adds a property's column to `sequence_events`, not yet whole: what is derived from now on has it. One that is there stays as it is. */
export async function addSequenceColumn(store: EventStore, property: CarriedProperty): Promise<void> {
  const column = identifier(sequenceColumn(property));
  await store.command(
    sql`ALTER TABLE ${SEQUENCES} ADD COLUMN IF NOT EXISTS ${column} LowCardinality(String)`,
    LAG,
  );
}

/**
 * Makes every column whole: writes the rows of all events again, with all columns, and merges them with those from before, of which the
 * table keeps the one that came last. A month at a time, by one thread. Until then a row may stand twice, as ever. Throws an EventStoreError;
 * may be called again after any failure, and after a crash.
 */
export async function fillSequenceColumns(store: EventStore, options: FillOptions = {}): Promise<void> {
  const { signal, onProgress } = options;
  const { all, whole } = await readSequenceColumns(store.query, LAG);
  const missing = all.map(sequenceColumn).filter((column) => !whole.has(column));
  if (missing.length === 0) return;
  await endOfOtherInserts(store, signal);
  const months = await partitionsOf(store, 'events');
  for (const [i, month] of months.entries()) {
    signal?.throwIfAborted();
    const events = sql`(SELECT * FROM events WHERE _partition_id = ${param.string(month)})`;
    await store.command(
      sql`INSERT INTO ${SEQUENCES} ${sequenceRows(events, all)}
        SETTINGS max_threads = 1, max_insert_threads = 1, max_partitions_per_insert_block = 0`,
      LAG,
    );
    onProgress?.((0.6 * (i + 1)) / months.length);
  }
  const quarters = await partitionsOf(store, 'sequence_events');
  for (const [i, quarter] of quarters.entries()) {
    await mergeWhole(store, quarter, signal);
    onProgress?.(0.6 + (0.4 * (i + 1)) / quarters.length);
  }
  for (const column of missing)
    await store.command(
      sql`ALTER TABLE ${SEQUENCES} COMMENT COLUMN ${identifier(column)} ${unsafeSql(`'${WHOLE}'`)}`,
      LAG,
    );
}

/** An insert that began before a column was there leaves it empty, and must not come after what fills it. */
async function endOfOtherInserts(store: EventStore, signal: AbortSignal | undefined): Promise<void> {
  const running = async (): Promise<readonly string[]> => {
    const rows = await store.query<{ id: string }>(
      sql`SELECT query_id AS id FROM system.processes WHERE startsWith(query, 'INSERT INTO sequence' || '_events')`,
    );
    return rows.map(({ id }) => id);
  };
  let before = await running();
  while (before.length > 0) {
    await sleep(ASK_AGAIN_MS, undefined, { signal });
    const now = new Set(await running());
    before = before.filter((id) => now.has(id));
  }
}

async function partitionsOf(
  store: EventStore,
  table: 'events' | 'sequence_events',
): Promise<readonly string[]> {
  const rows = await store.query<{ id: string }>(
    sql`SELECT DISTINCT partition_id AS id FROM system.parts
      WHERE active AND database = currentDatabase() AND table = ${param.string(table)} ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

/** Merges all that a partition has now into one part. What comes meanwhile stays beside it. */
async function mergeWhole(
  store: EventStore,
  partition: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parts = (columns: Sql, more: Sql) =>
    sql`SELECT ${columns} FROM system.parts
      WHERE active AND database = currentDatabase() AND table = ${param.string('sequence_events')}
        AND partition_id = ${param.string(partition)} ${more}`;
  const [newest] = await store.query<{ block: number }>(
    parts(sql`toFloat64(max(max_block_number)) AS block`, sql``),
  );
  for (let tries = 1; ; tries += 1) {
    signal?.throwIfAborted();
    try {
      await store.command(
        sql`OPTIMIZE TABLE ${SEQUENCES} PARTITION ID ${unsafeSql(`'${partition}'`)} FINAL SETTINGS optimize_throw_if_noop = 1`,
        LAG,
      );
    } catch (error) {
      if (tries >= MERGE_TRIES) throw error;
    }
    const [left] = await store.query<{ parts: number }>(
      parts(sql`toUInt32(count()) AS parts`, sql`AND min_block_number <= ${param.int(newest?.block ?? 0)}`),
    );
    if ((left?.parts ?? 0) <= 1) return;
    if (tries >= MERGE_TRIES) throw new Error(`the parts of ${partition} in sequence_events do not merge`);
    await sleep(MERGE_AGAIN_MS, undefined, { signal });
  }
}
