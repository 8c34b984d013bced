import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { RecordStore } from '../record-store.ts';
import type { RecordTables } from './record-tables.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections that may be open at once. Default 10. */
  readonly connections?: number | undefined;
}

const INT8 = 20;

/** Postgres on a server. Connects with the first query: a wrong address fails there, with the driver's error. */
export function openPostgres(options: PostgresOptions): RecordStore {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    types: {
      getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
    },
  });
  // A connection that breaks rejects its query, or is replaced by the next one; unheard, these events would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<RecordTables>({ dialect: new PostgresDialect({ pool }) });
  return { db, close: () => db.destroy() };
}
