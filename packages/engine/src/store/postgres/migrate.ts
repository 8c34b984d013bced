import { sql } from 'kysely';
import { type RecordStore, RecordStoreError } from '../record-store.ts';
import * as records from './schema/0001-records.ts';
import * as exportDeliveries from './schema/0002-export-deliveries.ts';
import * as pendingVersions from './schema/0003-pending-versions.ts';
import * as deliveriesByUnit from './schema/0004-deliveries-by-unit.ts';
import * as syncs from './schema/0005-syncs.ts';
import * as syncIdentities from './schema/0006-sync-identities.ts';
import * as syncHealth from './schema/0007-sync-health.ts';
import * as dailyRequests from './schema/0008-daily-requests.ts';
import * as alerts from './schema/0009-alerts.ts';
import * as browserSessions from './schema/0010-browser-sessions.ts';
import * as accounts from './schema/0011-accounts.ts';
import * as reports from './schema/0012-reports.ts';
import * as versionAuthors from './schema/0013-version-authors.ts';
import * as cohortFindings from './schema/0014-cohort-findings.ts';
import * as narrowLedger from './schema/0015-narrow-ledger.ts';
import * as toldAt from './schema/0016-told-at.ts';
import * as firstTold from './schema/0017-first-told.ts';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/** In order, never edited once released: a change is a new entry. */
const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'records', statements: records.statements },
  { version: 2, name: 'export-deliveries', statements: exportDeliveries.statements },
  { version: 3, name: 'pending-versions', statements: pendingVersions.statements },
  { version: 4, name: 'deliveries-by-unit', statements: deliveriesByUnit.statements },
  { version: 5, name: 'syncs', statements: syncs.statements },
  { version: 6, name: 'sync-identities', statements: syncIdentities.statements },
  { version: 7, name: 'sync-health', statements: syncHealth.statements },
  { version: 8, name: 'daily-requests', statements: dailyRequests.statements },
  { version: 9, name: 'alerts', statements: alerts.statements },
  { version: 10, name: 'browser-sessions', statements: browserSessions.statements },
  { version: 11, name: 'accounts', statements: accounts.statements },
  { version: 12, name: 'reports', statements: reports.statements },
  { version: 13, name: 'version-authors', statements: versionAuthors.statements },
  { version: 14, name: 'cohort-findings', statements: cohortFindings.statements },
  { version: 15, name: 'narrow-ledger', statements: narrowLedger.statements },
  { version: 16, name: 'told-at', statements: toldAt.statements },
  { version: 17, name: 'first-told', statements: firstTold.statements },
];

const NEWEST = Math.max(...MIGRATIONS.map(({ version }) => version));

/** Any number, the same in every Cusp: whoever holds it migrates, others wait and then find nothing to do. */
const ADVISORY_LOCK = 4_286_011_937;

/**
 * Brings the store's tables to this version of Cusp, all in one transaction; says which versions it applied. A store
 * that a newer Cusp migrated is refused with a RecordStoreError, because its tables may mean something else.
 */
export async function migrateRecordStore(store: RecordStore): Promise<readonly number[]> {
  return store.db.transaction().execute(async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(transaction);
    await sql`CREATE TABLE IF NOT EXISTS schema_versions (
      version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
    )`.execute(transaction);
    const { rows } = await sql<{ version: number }>`SELECT version FROM schema_versions`.execute(transaction);
    const done = new Set(rows.map((row) => row.version));
    const newest = Math.max(0, ...done);
    if (newest > NEWEST) {
      throw new RecordStoreError(
        `the record store is at schema ${newest}, newer than this Cusp knows (${NEWEST}): run the newer version`,
      );
    }
    const pending = MIGRATIONS.filter((migration) => !done.has(migration.version));
    for (const { version, name, statements } of pending) {
      for (const statement of statements) await sql.raw(statement).execute(transaction);
      await sql`INSERT INTO schema_versions (version, name) VALUES (${version}, ${name})`.execute(
        transaction,
      );
    }
    return pending.map((migration) => migration.version);
  });
}
