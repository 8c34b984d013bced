import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../packages/engine/src/store/clickhouse/open-embedded.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';

/** An embedded store in a temporary directory, which `use` may close and open again; gone afterwards. */
export async function inTemporaryDirectory<T>(use: (path: string) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'cusp-bench-'));
  try {
    return await use(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

export async function withStore<T>(path: string, use: (store: EventStore) => Promise<T>): Promise<T> {
  const store = await openEmbedded({ path });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
