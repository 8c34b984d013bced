import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import { openEmbedded } from '../../packages/engine/src/store/clickhouse/open-embedded.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';

export interface TemporaryStore {
  readonly store: EventStore;
  readonly path: string;
  readonly dispose: () => Promise<void>;
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
