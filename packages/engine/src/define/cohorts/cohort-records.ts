import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Instant } from '../../model/time.ts';
import { jsonb } from '../../store/postgres/json.ts';
import type { CohortsTable, CohortVersionsTable } from '../../store/postgres/record-tables.ts';
import { isUniqueViolation } from '../../store/postgres/unique-violation.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { must } from '../../util/assert.ts';
import { closestWord } from '../../util/closest-word.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import type { CohortDefinition } from '../language/ast.ts';
import { checkCohort } from '../language/check.ts';
import { printCohort } from '../language/print.ts';
import { fitProblems } from './fit-problems.ts';
import { namedCohorts } from './named-cohorts.ts';

/** A named cohort at one of its versions. */
export interface Cohort {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The version in force. Every change of the definition makes a higher one. */
  readonly version: number;
  /** A version that is being built and not in force yet. */
  readonly pendingVersion: number | undefined;
  readonly definition: CohortDefinition;
  /** The definition in the language's words. */
  readonly text: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly archivedAt: Instant | undefined;
}

export interface CohortVersion {
  readonly version: number;
  readonly definition: CohortDefinition;
  readonly text: string;
  readonly createdAt: Instant;
  /** Who saved it, in words; undefined when nobody said. */
  readonly createdBy: string | undefined;
}

export interface CohortChange {
  /** Who changes it, in words. */
  readonly by?: string | undefined;
  /** The version that the edit began from, one that waits counted. */
  readonly ifVersion?: number | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly definition?: CohortDefinition | undefined;
}

type Row = Selectable<CohortsTable> & Pick<Selectable<CohortVersionsTable>, 'definition' | 'text'>;

const NAME_TAKEN = 'cohorts_name_in_project';

/** Cohorts of a project that are not archived, by name; with `archived`, those too. */
export async function listCohorts(
  records: RecordStore,
  projectId: string,
  archived = false,
): Promise<Cohort[]> {
  const query = current(records).where('cohorts.project_id', '=', projectId).orderBy('cohorts.name');
  const rows = await (archived ? query : query.where('cohorts.archived_at', 'is', null)).execute();
  return rows.map(asCohort);
}

/** Throws a ProblemError (404) that names the closest cohort there is. */
export async function getCohort(records: RecordStore, projectId: string, idOrName: string): Promise<Cohort> {
  const rows = await current(records)
    .where('cohorts.project_id', '=', projectId)
    .where((or) => or.or([or('cohorts.id', '=', idOrName), or('cohorts.name', '=', idOrName)]))
    .execute();
  const found = rows.find((row) => row.id === idOrName) ?? rows[0];
  if (found) return asCohort(found);
  const names = (await listCohorts(records, projectId)).map((cohort) => cohort.name);
  const meant = closestWord(idOrName, names);
  const hint = meant === undefined ? 'see `cusp cohort list`' : `did you mean "${meant}"?`;
  throw problemError(404, 'unknown-cohort', `there is no cohort "${idOrName}": ${hint}`, 'cohort');
}

/** Saves a new cohort at version 1. Throws a ProblemError when its name is taken or it refers to what is not there. */
export async function createCohort(
  records: RecordStore,
  projectId: string,
  made: {
    readonly name: string;
    readonly description: string;
    readonly definition: CohortDefinition;
    /** Who makes it, in words. */
    readonly by?: string | undefined;
  },
): Promise<Cohort> {
  await assertFits(records, projectId, made.name, made.definition);
  const id = randomUUID();
  const { name, description } = made;
  await records.db
    .transaction()
    .execute(async (transaction) => {
      const row = {
        id,
        project_id: projectId,
        name,
        description,
        version: 1,
        pending_version: null,
        archived_at: null,
      };
      await transaction.insertInto('cohorts').values(row).execute();
      await transaction
        .insertInto('cohort_versions')
        .values(versionRow(id, 1, made.definition, made.by))
        .execute();
    })
    .catch((error) => {
      throw nameTaken(error, name);
    });
  return getCohort(records, projectId, id);
}

/**
 * Changes a cohort; a definition that really differs becomes a new version. With `pending` that waits until `bringIntoForce`,
 * in place of one that waited before. Throws as createCohort does, and a ProblemError (409) when another definition came after
 * `ifVersion`: then nothing is changed.
 */
export async function changeCohort(
  records: RecordStore,
  projectId: string,
  idOrName: string,
  change: CohortChange,
  pending = false,
): Promise<Cohort> {
  const cohort = await getCohort(records, projectId, idOrName);
  const name = change.name ?? cohort.name;
  if (name !== cohort.name) await assertUnused(records, projectId, cohort, 'renamed');
  if (change.definition) await assertFits(records, projectId, name, change.definition);
  const definition =
    change.definition && printCohort(change.definition) !== cohort.text ? change.definition : undefined;
  await records.db
    .transaction()
    .execute(async (transaction) => {
      const locked = await transaction
        .selectFrom('cohorts')
        .select(['version', 'pending_version'])
        .where('id', '=', cohort.id)
        .forUpdate()
        .executeTakeFirstOrThrow();
      await assertSame(
        { db: transaction },
        cohort,
        locked.pending_version ?? locked.version,
        change.ifVersion,
      );
      const { newest } = await transaction
        .selectFrom('cohort_versions')
        .select((of) => of.fn.max('version').as('newest'))
        .where('cohort_id', '=', cohort.id)
        .executeTakeFirstOrThrow();
      const next = newest + 1;
      if (definition)
        await transaction
          .insertInto('cohort_versions')
          .values(versionRow(cohort.id, next, definition, change.by))
          .execute();
      const set = {
        name,
        description: change.description ?? cohort.description,
        ...(definition && (pending ? { pending_version: next } : { version: next, pending_version: null })),
        // Going back to what is in force takes back what was to follow it.
        ...(change.definition && !definition && { pending_version: null }),
        updated_at: new Date(),
      };
      await transaction.updateTable('cohorts').set(set).where('id', '=', cohort.id).execute();
    })
    .catch((error) => {
      throw nameTaken(error, name);
    });
  return getCohort(records, projectId, cohort.id);
}

/** Brings waiting versions into force, all at once. One that waits no longer is left out. */
export async function bringIntoForce(
  records: RecordStore,
  versions: readonly { readonly cohortId: string; readonly version: number }[],
): Promise<void> {
  if (versions.length === 0) return;
  await records.db.transaction().execute(async (transaction) => {
    for (const { cohortId, version } of versions) {
      await transaction
        .updateTable('cohorts')
        .set({ version, pending_version: null, updated_at: new Date() })
        .where('id', '=', cohortId)
        .where('pending_version', '=', version)
        .execute();
    }
  });
}

/** A version that waits will not come into force. */
export async function dropPending(records: RecordStore, cohortId: string, version: number): Promise<void> {
  await records.db
    .updateTable('cohorts')
    .set({ pending_version: null })
    .where('id', '=', cohortId)
    .where('pending_version', '=', version)
    .execute();
}

/** One version of a cohort. Throws a ProblemError (404) that says which there are. */
export async function cohortVersion(
  records: RecordStore,
  cohort: Cohort,
  version: number,
): Promise<CohortVersion> {
  const versions = await cohortVersions(records, cohort);
  const found = versions.find((each) => each.version === version);
  if (found) return found;
  const there = versions.map((each) => each.version).join(', ');
  throw problemError(
    404,
    'unknown-version',
    `"${cohort.name}" has no version ${version}: it has ${there}`,
    'version',
  );
}

/** Hides a cohort or brings it back. One that another cohort refers to cannot be archived (409). */
export async function archiveCohort(
  records: RecordStore,
  projectId: string,
  idOrName: string,
  archived: boolean,
): Promise<Cohort> {
  const cohort = await getCohort(records, projectId, idOrName);
  if (archived) await assertUnused(records, projectId, cohort, 'archived');
  const set = { archived_at: archived ? new Date() : null, updated_at: new Date() };
  await records.db.updateTable('cohorts').set(set).where('id', '=', cohort.id).execute();
  return getCohort(records, projectId, cohort.id);
}

/** Every version of a cohort, the newest first. */
export async function cohortVersions(records: RecordStore, cohort: Cohort): Promise<CohortVersion[]> {
  const rows = await records.db
    .selectFrom('cohort_versions')
    .selectAll()
    .where('cohort_id', '=', cohort.id)
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({
    version: row.version,
    definition: read(row.definition),
    text: row.text,
    createdAt: row.created_at.getTime(),
    createdBy: row.created_by ?? undefined,
  }));
}

/** The definitions by name that conditions refer to, archived cohorts left out: read at once, so that one question sees one state. */
export async function loadCohortLookup(records: RecordStore, projectId: string): Promise<CohortLookup> {
  return lookupOf(await listCohorts(records, projectId));
}

/** The same of cohorts that were read already. */
export function lookupOf(cohorts: readonly Cohort[]): CohortLookup {
  const definitions = new Map(cohorts.map((cohort) => [cohort.name, cohort.definition]));
  return { definition: (name) => definitions.get(name) };
}

function current(records: RecordStore) {
  return records.db
    .selectFrom('cohorts')
    .innerJoin('cohort_versions', (join) =>
      join
        .onRef('cohort_versions.cohort_id', '=', 'cohorts.id')
        .onRef('cohort_versions.version', '=', 'cohorts.version'),
    )
    .selectAll('cohorts')
    .select(['cohort_versions.definition', 'cohort_versions.text']);
}

/**
 * Throws a ProblemError (409) when the newest version, one that waits counted, is not the one that an edit began from. Its member
 * `meanwhile` says which it is, and who saved it when.
 */
export async function assertSame(
  { db }: Pick<RecordStore, 'db'>,
  cohort: Pick<Cohort, 'id' | 'name'>,
  newest: number,
  ifVersion: number | undefined,
): Promise<void> {
  if (ifVersion === undefined || ifVersion === newest) return;
  const row = await db
    .selectFrom('cohort_versions')
    .select(['created_at', 'created_by'])
    .where('cohort_id', '=', cohort.id)
    .where('version', '=', newest)
    .executeTakeFirstOrThrow();
  const at = row.created_at.toISOString();
  const message = `"${cohort.name}" is at version ${newest}, saved ${row.created_by === null ? '' : `by ${row.created_by} `}at ${at}, and this edit began from version ${ifVersion}: look at that version, then save again from it`;
  throw new ProblemError(409, [{ code: 'changed-meanwhile', message, path: 'ifVersion' }], {
    meanwhile: { version: newest, by: row.created_by, at: row.created_at.getTime() },
  });
}

function versionRow(cohortId: string, version: number, definition: CohortDefinition, by: string | undefined) {
  return {
    cohort_id: cohortId,
    version,
    definition: jsonb<unknown>(definition),
    text: printCohort(definition),
    created_by: by ?? null,
  };
}

function asCohort(row: Row): Cohort {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    version: row.version,
    pendingVersion: row.pending_version ?? undefined,
    definition: read(row.definition),
    text: row.text,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    archivedAt: row.archived_at?.getTime(),
  };
}

/** What was saved was checked; checking again turns a tree that an older version saved into today's, or fails loudly. */
function read(stored: unknown): CohortDefinition {
  const checked = checkCohort(stored);
  if (!checked.ok)
    throw new Error(`a stored cohort cannot be read: ${must(checked.problems[0], 'problem').message}`);
  return checked.value;
}

async function assertFits(
  records: RecordStore,
  projectId: string,
  name: string,
  definition: CohortDefinition,
): Promise<void> {
  const cohorts = await listCohorts(records, projectId);
  const inForce = new Map(cohorts.map((each) => [each.name, each.definition]));
  const newest = new Map(inForce);
  for (const each of cohorts) {
    if (each.pendingVersion === undefined) continue;
    newest.set(each.name, (await cohortVersion(records, each, each.pendingVersion)).definition);
  }
  const problems = fitProblems(name, definition, inForce, newest);
  if (problems.length > 0) throw new ProblemError(422, problems);
}

async function assertUnused(
  records: RecordStore,
  projectId: string,
  cohort: Cohort,
  done: string,
): Promise<void> {
  const users = (await listCohorts(records, projectId)).filter((other) =>
    namedCohorts(other.definition.where).has(cohort.name),
  );
  if (users.length === 0) return;
  const names = users.map((user) => `"${user.name}"`).join(', ');
  throw problemError(
    409,
    'in-use',
    `"${cohort.name}" cannot be ${done} while ${names} refer to it: change them first`,
    'name',
  );
}

function nameTaken(error: unknown, name: string): unknown {
  if (!isUniqueViolation(error, NAME_TAKEN)) return error;
  return problemError(
    409,
    'name-taken',
    `there is a cohort "${name}" already, perhaps archived: choose another name or change that one`,
    'name',
  );
}
