import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { openPglite } from '../../packages/engine/src/store/postgres/pglite.ts';
import type { RecordStore } from '../../packages/engine/src/store/record-store.ts';

export interface TemporaryRecordStore {
  readonly store: RecordStore;
  readonly path: string;
  readonly dispose: () => Promise<void>;
}

/** A migrated embedded record store in a directory of its own. Making one takes seconds: share it between a file's tests. */
export async function temporaryRecordStore(): Promise<TemporaryRecordStore> {
  const path = await mkdtemp(join(tmpdir(), 'cusp-records-'));
  const store = await openPglite({ path });
  await migrateRecordStore(store);
  return {
    store,
    path,
    dispose: async () => {
      await store.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}
