import { mkdir } from 'node:fs/promises';
import { Kysely } from 'kysely';
import { lockDirectory } from '../directory-lock.ts';
import { type RecordStore, RecordStoreError } from '../record-store.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import type { RecordTables } from './record-tables.ts';

export interface PgliteOptions {
  /** Data directory; one process at a time. Created when missing; the first opening takes some seconds. */
  readonly path: string;
}

const INT8 = 20;

/**
 * Postgres inside this process. What a resolved query or transaction wrote is on disk. Throws a RecordStoreError when
 * another process has the directory open, or when the files in it cannot be read.
 */
export async function openPglite(options: PgliteOptions): Promise<RecordStore> {
  const { PGlite } = await import('@electric-sql/pglite');
  await mkdir(options.path, { recursive: true });
  const unlock = await lockDirectory(options.path);
  if (unlock === undefined) {
    throw new RecordStoreError(
      `another process has the record store in ${options.path} open: stop it, or talk to it instead`,
    );
  }
  try {
    const pglite = await PGlite.create(options.path, { parsers: { [INT8]: Number } });
    const db = new Kysely<RecordTables>({ dialect: pgliteDialect(pglite) });
    return {
      db,
      close: async () => {
        await db.destroy();
        // Kysely closes a driver only if it was ever used.
        if (!pglite.closed) await pglite.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw new RecordStoreError(`the record store in ${options.path} cannot be opened: ${String(error)}`, {
      cause: error,
    });
  }
}
