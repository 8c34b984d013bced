import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Clock, Instant } from '../../model/time.ts';
import type { ReportsTable } from '../../store/postgres/record-tables.ts';
import { isUniqueViolation } from '../../store/postgres/unique-violation.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { problemError } from '../../util/problem-error.ts';

/** A page of the app as somebody saved it. */
export interface Report {
  readonly id: string;
  readonly name: string;
  /** Which page it is of. */
  readonly kind: string;
  /** What stands in that page's URL. */
  readonly search: Readonly<Record<string, unknown>>;
  readonly description: string;
  /** In words. */
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly archivedAt: Instant | undefined;
}

export type ReportContent = Pick<Report, 'name' | 'kind' | 'search' | 'description'>;

const NAME_TAKEN = 'reports_name_in_project';

/** Reports of a project that are not archived, by name; with `archived`, those too. */
export async function listReports(
  { db }: RecordStore,
  projectId: string,
  archived: boolean,
): Promise<readonly Report[]> {
  const query = db
    .selectFrom('reports')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('name')
    .orderBy('id');
  const rows = await (archived ? query : query.where('archived_at', 'is', null)).execute();
  return rows.map(asReport);
}

/** Throws a ProblemError (404). */
export async function getReport({ db }: RecordStore, projectId: string, id: string): Promise<Report> {
  const row = await db
    .selectFrom('reports')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row) return asReport(row);
  throw problemError(
    404,
    'unknown-report',
    `the project has no report "${id}": GET /api/v1/reports lists them`,
    'id',
  );
}

/** Throws a ProblemError (409) when another report has the name. */
export async function createReport(
  { db }: RecordStore,
  clock: Clock,
  projectId: string,
  made: ReportContent & { readonly createdBy: string },
): Promise<Report> {
  const now = clock();
  const row = {
    id: `r${randomBytes(8).toString('hex')}`,
    project_id: projectId,
    name: made.name,
    kind: made.kind,
    search: JSON.stringify(made.search),
    description: made.description,
    created_by: made.createdBy,
    created_at: now,
    updated_at: now,
    archived_at: null,
  };
  await db
    .insertInto('reports')
    .values(row)
    .execute()
    .catch((error) => {
      throw nameTaken(error, made.name);
    });
  return asReport(row);
}

/** Changes what is given; `archived` hides it or brings it back. Throws a ProblemError: 404, or 409 when another report has the name. */
export async function changeReport(
  records: RecordStore,
  clock: Clock,
  projectId: string,
  id: string,
  change: { readonly [Name in keyof ReportContent]?: ReportContent[Name] | undefined } & {
    readonly archived?: boolean | undefined;
  },
): Promise<Report> {
  const report = await getReport(records, projectId, id);
  const { archived = report.archivedAt !== undefined, search = report.search } = change;
  const name = change.name ?? report.name;
  const now = clock();
  const row = await records.db
    .updateTable('reports')
    .set({
      name,
      kind: change.kind ?? report.kind,
      search: JSON.stringify(search),
      description: change.description ?? report.description,
      updated_at: now,
      archived_at: archived ? (report.archivedAt ?? now) : null,
    })
    .where('project_id', '=', projectId)
    .where('id', '=', report.id)
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((error) => {
      throw nameTaken(error, name);
    });
  return asReport(row);
}

function nameTaken(error: unknown, name: string): unknown {
  if (!isUniqueViolation(error, NAME_TAKEN)) return error;
  return problemError(
    409,
    'name-taken',
    `there is a report "${name}" already: choose another name, or replace that one`,
    'name',
  );
}

function asReport(row: Selectable<ReportsTable>): Report {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    search: JSON.parse(row.search),
    description: row.description,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at ?? undefined,
  };
}
