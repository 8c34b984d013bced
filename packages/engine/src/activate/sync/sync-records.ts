import { randomUUID } from 'node:crypto';
import type { Selectable, Updateable } from 'kysely';
import type { Instant } from '../../model/time.ts';
import { jsonb } from '../../store/postgres/json.ts';
import type { SyncsTable } from '../../store/postgres/record-tables.ts';
import { isUniqueViolation } from '../../store/postgres/unique-violation.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { problemError } from '../../util/problem-error.ts';
import { type Drift, drift } from './drift.ts';
import { type SyncMapping, syncMapping } from './mapping.ts';

/** A cohort kept in an audience of a destination: once, or for as long as it runs. */
export interface Sync {
  readonly id: string;
  readonly project: string;
  readonly cohortId: string;
  readonly destinationId: string;
  readonly mode: 'once' | 'dynamic';
  /** `done`: a sync of mode `once` that has nothing left to do. */
  readonly state: 'running' | 'paused' | 'done';
  readonly audienceName: string;
  readonly audienceId: string | undefined;
  readonly mapping: SyncMapping;
  /** Members at the last comparison. */
  readonly wanted: number | undefined;
  readonly comparedAt: Instant | undefined;
  readonly comparedVersion: number | undefined;
  readonly compareAsked: boolean;
  readonly goodAt: Instant | undefined;
  /** Who is in the audience and not a member is taken out. */
  readonly exclusive: boolean;
  /** When the audience was last looked into, whether it is to be at the next chance, and what was found. */
  readonly checkedAt: Instant | undefined;
  readonly checkAsked: boolean;
  readonly drift: Drift | undefined;
  /** Since when it runs: made, or last resumed. */
  readonly runningSince: Instant;
  /** When its destination first took anybody. */
  readonly firstToldAt: Instant | undefined;
  readonly createdAt: Instant;
}

export interface NewSync {
  readonly cohortId: string;
  readonly destinationId: string;
  readonly mode: 'once' | 'dynamic';
  readonly audienceName: string;
  readonly mapping: SyncMapping;
  readonly exclusive?: boolean | undefined;
}

/** Throws a ProblemError (409) when another sync of the destination has the audience: an audience has one writer. */
export async function createSync({ db }: RecordStore, project: string, sync: NewSync): Promise<Sync> {
  try {
    const row = await db
      .insertInto('syncs')
      .values({
        id: randomUUID(),
        project_id: project,
        cohort_id: sync.cohortId,
        destination_id: sync.destinationId,
        mode: sync.mode,
        state: 'running',
        audience_name: sync.audienceName,
        mapping: jsonb<unknown>(sync.mapping),
        exclusive: sync.exclusive === true,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return asSync(row);
  } catch (error) {
    if (!isUniqueViolation(error, 'syncs_audience_at_destination')) throw error;
    throw problemError(
      409,
      'audience-taken',
      `another sync fills the audience "${sync.audienceName}" there: name another with \`audience\``,
      'audience',
    );
  }
}

export async function listSyncs({ db }: RecordStore, project: string): Promise<Sync[]> {
  const rows = await db
    .selectFrom('syncs')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(asSync);
}

export async function runningSyncs({ db }: RecordStore, destination: string): Promise<Sync[]> {
  const rows = await db
    .selectFrom('syncs')
    .selectAll()
    .where('destination_id', '=', destination)
    .where('state', '=', 'running')
    .execute();
  return rows.map(asSync);
}

/** Throws a ProblemError (404) when the project has no such sync. */
export async function getSync(records: RecordStore, project: string, id: string): Promise<Sync> {
  const found = (await listSyncs(records, project)).find((each) => each.id === id);
  if (found) return found;
  throw problemError(404, 'unknown-sync', `there is no sync "${id}": \`cusp sync list\` shows them`, 'sync');
}

export type SyncChange = Pick<
  Updateable<SyncsTable>,
  | 'state'
  | 'audience_id'
  | 'wanted'
  | 'compared_at'
  | 'compared_version'
  | 'compare_asked'
  | 'good_at'
  | 'checked_at'
  | 'check_asked'
  | 'drift'
  | 'running_since'
>;

export async function changeSync({ db }: RecordStore, id: string, change: SyncChange): Promise<void> {
  await db
    .updateTable('syncs')
    .set({ ...change, updated_at: new Date() })
    .where('id', '=', id)
    .execute();
}

/** Takes a sync and its ledger. Who is in the audience over there stays. */
export async function removeSync({ db }: RecordStore, id: string): Promise<void> {
  await db.deleteFrom('syncs').where('id', '=', id).execute();
}

function asSync(row: Selectable<SyncsTable>): Sync {
  return {
    id: row.id,
    project: row.project_id,
    cohortId: row.cohort_id,
    destinationId: row.destination_id,
    mode: row.mode,
    state: row.state,
    audienceName: row.audience_name,
    audienceId: row.audience_id ?? undefined,
    mapping: syncMapping.parse(row.mapping),
    wanted: row.wanted ?? undefined,
    comparedAt: row.compared_at ?? undefined,
    comparedVersion: row.compared_version ?? undefined,
    compareAsked: row.compare_asked,
    goodAt: row.good_at ?? undefined,
    exclusive: row.exclusive,
    checkedAt: row.checked_at ?? undefined,
    checkAsked: row.check_asked,
    drift: row.drift === null ? undefined : drift.parse(row.drift),
    runningSince: row.running_since ?? row.created_at.getTime(),
    firstToldAt: row.first_told_at ?? undefined,
    createdAt: row.created_at.getTime(),
  };
}
