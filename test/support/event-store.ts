import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addSequenceColumn,
  fillSequenceColumns,
} from '../../packages/engine/src/store/clickhouse/add-sequence-column.ts';
import { deriver } from '../../packages/engine/src/store/clickhouse/derived-tables.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import { openEmbedded } from '../../packages/engine/src/store/clickhouse/open-embedded.ts';
import type { CarriedProperty } from '../../packages/engine/src/store/clickhouse/sequence-columns.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';

export interface TemporaryStore {
  readonly store: EventStore;
  readonly path: string;
  readonly dispose: () => Promise<void>;
}

/** As after a crash: everything is derived once more, and rows that became two stay two. */
export async function deriveAgain(store: EventStore): Promise<void> {
  await store.command(sql`SYSTEM STOP MERGES sequence_events`);
  await deriver(store)({ from: 0, to: Number.MAX_SAFE_INTEGER });
}

/** Gives these properties columns of their own in `sequence_events`. The table should be empty, or its merges not stopped. */
export async function withOwnColumns(
  store: EventStore,
  properties: readonly CarriedProperty[],
): Promise<void> {
  for (const property of properties) await addSequenceColumn(store, property);
  await fillSequenceColumns(store);
}

/** A migrated embedded event store in a directory of its own. Tests keep apart by using projects of different names. */
export async function temporaryEventStore(): Promise<TemporaryStore> {
  const path = await mkdtemp(join(tmpdir(), 'cusp-events-'));
  const store = await openEmbedded({ path });
  await migrateEventStore(store);
  return {
    store,
    path,
    dispose: async () => {
      await store.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}
