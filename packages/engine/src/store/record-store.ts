import type { Kysely } from 'kysely';
import type { RecordTables } from './postgres/record-tables.ts';

/**
 * Definitions, keys, jobs and ledgers: Postgres, in the process or on a server. One SQL, one set of migrations. 64-bit
 * integers and counts come as numbers, timestamps as Date, jsonb parsed.
 *
 * Inside `db.transaction()` use the transaction alone: embedded there is one connection, and `db` would wait for it forever.
 */
export interface RecordStore {
  readonly db: Kysely<RecordTables>;
  /** Waits for running queries and releases the engine. */
  close(): Promise<void>;
}

/** The record store cannot be opened or is not fit for this version of Cusp; the message says what to do. */
export class RecordStoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RecordStoreError';
  }
}
