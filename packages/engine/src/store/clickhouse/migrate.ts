import type { EventStore } from '../event-store.ts';
import { EventStoreError } from '../event-store.ts';
import { sql, unsafeSql } from '../sql/fragment.ts';
import { param } from '../sql/parameter.ts';
import * as events from './schema/0001-events.ts';
import * as lookUps from './schema/0002-look-ups.ts';
import * as transitions from './schema/0003-transitions.ts';
import * as deriveBeside from './schema/0004-derive-beside.ts';
import * as sequenceEvents from './schema/0005-sequence-events.ts';

interface Migration {
  readonly version: number;
  readonly name: string;
  /** Each may run again after a crash half-way: ClickHouse has no transactions over DDL. */
  readonly statements: readonly string[];
}

/** In order, never edited once released: a change is a new entry. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'events', statements: events.statements },
  { version: 2, name: 'look-ups', statements: lookUps.statements },
  { version: 3, name: 'transitions', statements: transitions.statements },
  { version: 4, name: 'derive-beside', statements: deriveBeside.statements },
  { version: 5, name: 'sequence-events', statements: sequenceEvents.statements },
];

/**
 * Brings the store's tables to this version of Cusp; says which versions it applied. A directory that a newer Cusp
 * migrated is refused, because its tables may mean something else.
 */
export async function migrateEventStore(store: EventStore): Promise<readonly number[]> {
  await store.command(
    sql`CREATE TABLE IF NOT EXISTS schema_versions (version UInt32, name String, applied DateTime64(3, 'UTC'))
        ENGINE = MergeTree ORDER BY version SETTINGS fsync_after_insert = 1`,
  );
  const rows = await store.query<{ version: number }>(
    sql`SELECT version FROM schema_versions ORDER BY version`,
  );
  const done = new Set(rows.map((row) => Number(row.version)));
  const newest = Math.max(0, ...done);
  if (newest > MIGRATIONS.length) {
    throw new EventStoreError(
      `the event store is at schema ${newest}, newer than this Cusp knows (${MIGRATIONS.length}): run the newer version`,
      undefined,
    );
  }
  const applied: number[] = [];
  for (const migration of MIGRATIONS) {
    if (done.has(migration.version)) continue;
    for (const statement of migration.statements) await store.command(unsafeSql(ifNotExists(statement)));
    await store.command(
      sql`INSERT INTO schema_versions SELECT ${param.int(migration.version)}, ${param.string(migration.name)}, now64(3, 'UTC')`,
    );
    applied.push(migration.version);
  }
  return applied;
}

function ifNotExists(statement: string): string {
  return statement.replace(/^CREATE (TABLE|MATERIALIZED VIEW) /, 'CREATE $1 IF NOT EXISTS ');
}
