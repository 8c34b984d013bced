import type { Clock } from '../../model/time.ts';
import { markDerivedTables, recoverDerivedTables } from '../../store/clickhouse/recover-derived-tables.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import type { EventSink } from '../event-sink.ts';
import { BlockWriter, type StoredListener } from './block-writer.ts';
import { DEFAULT_LIMITS, type IngestLimits, MAX_BLOCK_ROWS } from './limits.ts';
import { loadFingerprints } from './load-fingerprints.ts';
import { loadLookUpFilters } from './look-up-filters.ts';
import { Preparer } from './preparer.ts';

export interface IngestPipelineOptions {
  /** Migrated, and written to by this pipeline alone. */
  readonly store: EventStore;
  readonly clock: Clock;
  readonly limits?: Partial<IngestLimits> | undefined;
  /** Hears of every block once it is durable, in the order of arrival, before its senders are answered. */
  readonly onStored?: StoredListener | undefined;
}

export interface IngestPipeline {
  readonly sink: EventSink;
  /** Events accepted and not yet durable. */
  waiting(): { readonly rows: number; readonly bytes: number };
  /** Takes no more, and resolves when all that was taken is answered. The store stays open. */
  close(): Promise<void>;
}

/**
 * The one way into the store: repeats found, identity and property snapshots resolved, one block at a time. Opening mends what
 * a crash may have left half-derived, reads the insert keys of the last 7 days, and those of the look-up tables.
 */
export async function createIngestPipeline(options: IngestPipelineOptions): Promise<IngestPipeline> {
  const { store, clock, onStored } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const bounded = { ...limits, maxBlockRows: Math.min(limits.maxBlockRows, MAX_BLOCK_ROWS) };
  await recoverDerivedTables(store);
  const fingerprints = await loadFingerprints(store, clock());
  const filters = await loadLookUpFilters(store, bounded.maxFilterKeys);
  const [newest] = await store.query<{ last: number }>(sql`SELECT toFloat64(max(seq)) AS last FROM events`);
  const preparer = new Preparer(
    store,
    bounded,
    fingerprints,
    filters,
    (newest?.last ?? 0) + 1,
    onStored !== undefined,
  );
  const writer = new BlockWriter(store, preparer, bounded, clock, onStored);
  return {
    sink: { accept: (project, events, received) => writer.write(project, events, received) },
    waiting: () => writer.waiting,
    async close() {
      await writer.close();
      await markDerivedTables(store);
    },
  };
}
