import { join } from 'node:path';
import type { EventStore } from '../event-store.ts';
import { withWriteAheadLog } from '../write-ahead/with-write-ahead-log.ts';
import { type ChdbOptions, openChdb } from './chdb.ts';
import { withDerivedTables } from './with-derived-tables.ts';

/** The event store in this process, with what stands before the engine: the log, and the derived tables. Throws as openChdb does. */
export async function openEmbedded(options: ChdbOptions): Promise<EventStore> {
  const engine = await openChdb(options);
  try {
    return withDerivedTables(await withWriteAheadLog(engine, join(options.path, 'log')));
  } catch (error) {
    await engine.close();
    throw error;
  }
}
