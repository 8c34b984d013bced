import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPglite } from '../../packages/engine/src/store/postgres/pglite.ts';
import type { RecordStore } from '../../packages/engine/src/store/record-store.ts';
import { copyRecordTemplate } from './record-template.ts';

export interface TemporaryRecordStore {
  readonly store: RecordStore;
  readonly path: string;
  readonly dispose: () => Promise<void>;
}

/** A migrated embedded record store in a directory of its own. */
export async function temporaryRecordStore(): Promise<TemporaryRecordStore> {
  const path = await mkdtemp(join(tmpdir(), 'cusp-records-'));
  await copyRecordTemplate(path);
  const store = await openPglite({ path });
  return {
    store,
    path,
    dispose: async () => {
      await store.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}
