import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Instant } from '../../model/time.ts';
import { jsonb } from '../../store/postgres/json.ts';
import type { RecordTables } from '../../store/postgres/record-tables.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { problemError } from '../../util/problem-error.ts';
import type { Delivered, Difference } from './difference.ts';
import { type StoredExportSettings, storedExportSettings } from './export-settings.ts';

/** A cohort bound to a receiver. */
export interface Export {
  readonly id: string;
  readonly cohortId: string;
  readonly settings: StoredExportSettings;
  readonly createdAt: Instant;
}

export interface ExportRun {
  readonly id: number;
  readonly cohortVersion: number;
  readonly asOf: Instant;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | undefined;
  readonly entered: number;
  readonly exited: number;
  readonly total: number;
  /** Undefined while it runs. */
  readonly outcome: 'applied' | 'unchanged' | 'failed' | undefined;
  readonly error: string | undefined;
}

/** Rows of one INSERT: Postgres binds at most 65,535 values. */
const ROWS_A_STATEMENT = 5_000;

export async function createExport(
  records: RecordStore,
  projectId: string,
  cohortId: string,
  settings: StoredExportSettings,
): Promise<Export> {
  const row = await records.db
    .insertInto('exports')
    .values({
      id: randomUUID(),
      project_id: projectId,
      cohort_id: cohortId,
      kind: settings.kind,
      settings: jsonb<unknown>(settings),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { id: row.id, cohortId, settings, createdAt: row.created_at.getTime() };
}

export async function listExports(records: RecordStore, projectId: string): Promise<Export[]> {
  const rows = await records.db
    .selectFrom('exports')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    cohortId: row.cohort_id,
    settings: storedExportSettings.parse(row.settings),
    createdAt: row.created_at.getTime(),
  }));
}

/** Throws a ProblemError (404) when the project has no such export. */
export async function getExport(records: RecordStore, projectId: string, id: string): Promise<Export> {
  const found = (await listExports(records, projectId)).find((each) => each.id === id);
  if (found) return found;
  throw problemError(
    404,
    'unknown-export',
    `there is no export "${id}": \`cusp export list\` shows them`,
    'export',
  );
}

export async function listRuns(records: RecordStore, exportId: string, limit: number): Promise<ExportRun[]> {
  const rows = await records.db
    .selectFrom('export_runs')
    .selectAll()
    .where('export_id', '=', exportId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    cohortVersion: row.cohort_version,
    asOf: row.as_of,
    startedAt: row.started_at.getTime(),
    finishedAt: row.finished_at?.getTime(),
    entered: row.entered,
    exited: row.exited,
    total: row.total,
    outcome: row.outcome ?? undefined,
    error: row.error ?? undefined,
  }));
}

/** As of when the receiver was first told of somebody; undefined: of nobody yet. */
export async function firstTelling(records: RecordStore, exportId: string): Promise<Instant | undefined> {
  const row = await records.db
    .selectFrom('export_deliveries')
    .select((of) => of.fn.min('as_of').as('first'))
    .where('export_id', '=', exportId)
    .where('direction', '=', 'entered')
    .executeTakeFirst();
  return row?.first ?? undefined;
}

/** Opens a run. A run that an earlier process left open is closed as failed: what it delivered is in the ledger. */
export async function startRun(
  records: RecordStore,
  exportId: string,
  cohortVersion: number,
  asOf: Instant,
): Promise<number> {
  return records.db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('export_runs')
      .set({ outcome: 'failed', error: 'the server stopped during the run', finished_at: new Date() })
      .where('export_id', '=', exportId)
      .where('outcome', 'is', null)
      .execute();
    const row = await transaction
      .insertInto('export_runs')
      .values({
        export_id: exportId,
        cohort_version: cohortVersion,
        as_of: asOf,
        entered: 0,
        exited: 0,
        total: 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  });
}

export async function finishRun(
  records: RecordStore,
  run: number,
  result: Pick<ExportRun, 'entered' | 'exited' | 'total' | 'outcome' | 'error'>,
): Promise<void> {
  const { entered, exited, total } = result;
  await records.db
    .updateTable('export_runs')
    .set({
      entered,
      exited,
      total,
      outcome: result.outcome ?? null,
      error: result.error ?? null,
      finished_at: new Date(),
    })
    .where('id', '=', run)
    .execute();
}

/** Whom the receiver is known to have. */
export async function deliveredMembers(records: RecordStore, exportId: string): Promise<Delivered[]> {
  return records.db
    .selectFrom('export_members')
    .select(['unit', 'id'])
    .where('export_id', '=', exportId)
    .execute();
}

/** Writes down what the receiver has taken: the ledger, and the history that measuring reads, in one transaction. */
export async function recordDelivered(
  records: RecordStore,
  exportId: string,
  run: number,
  asOf: Instant,
  taken: Pick<Difference, 'entered' | 'exited'>,
): Promise<void> {
  await records.db.transaction().execute(async (transaction) => {
    for (const part of parts(taken.exited)) {
      const units = part.map(({ unit }) => unit);
      await transaction
        .deleteFrom('export_members')
        .where('export_id', '=', exportId)
        .where('unit', 'in', units)
        .execute();
      await remember(transaction, exportId, run, asOf, 'exited', part);
    }
    for (const part of parts(taken.entered)) {
      await transaction
        .insertInto('export_members')
        .values(
          part.map(({ unit, id }) => ({ export_id: exportId, unit, id, entered_run: run, since: asOf })),
        )
        .execute();
      await remember(transaction, exportId, run, asOf, 'entered', part);
    }
  });
}

async function remember(
  transaction: Transaction<RecordTables>,
  exportId: string,
  run: number,
  asOf: Instant,
  direction: 'entered' | 'exited',
  part: readonly Delivered[],
): Promise<void> {
  await transaction
    .insertInto('export_deliveries')
    .values(
      part.map(({ unit, id }) => ({ export_id: exportId, run_id: run, unit, id, direction, as_of: asOf })),
    )
    .execute();
}

function* parts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += ROWS_A_STATEMENT) yield all.slice(at, at + ROWS_A_STATEMENT);
}
