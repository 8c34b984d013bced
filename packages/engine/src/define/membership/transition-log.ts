import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import { TransitionColumns } from '../../store/clickhouse/native/transition-columns.ts';
import type { EventStore } from '../../store/event-store.ts';
import { allOf, type Sql, sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import type { LiveTransition, TransitionCause } from '../live/live-cohort.ts';
import type { Transition } from './transition.ts';

/** Everything of a project up to this row and this instant has been recorded. */
export interface Checkpoint {
  readonly upToSeq: number;
  readonly upTo: Instant;
}

/** A cohort that a checkpoint is about. */
export interface KeptAtCheckpoint {
  readonly cohort: string;
  /** The version that was read; undefined: none yet, and from the checkpoint on nothing of it may be missed. */
  readonly version: number | undefined;
}

/** A checkpoint as it is written down, numbered among the transitions. */
export interface CheckpointMark extends Checkpoint {
  readonly ordinal: number;
  readonly recorded: Instant;
  /** The cohorts, when they are others than at the checkpoint before it; undefined: the same. */
  readonly kept?: readonly KeptAtCheckpoint[] | undefined;
  /** What was told before it and is not written down: its true instant was being looked up. In the order of telling for each unit. */
  readonly open: readonly LiveTransition[];
}

/** What `direction` says of the rows that are no transitions; what they list is in `clause_values`. */
const CHECKPOINT = 'checkpoint';
const WITH_COHORTS = 'kept';

/**
 * Records transitions of a project, and with the last of them the checkpoint, in one insert: at most 100,000, fewer than the engine would
 * split. Durable when it resolves. After a crash either the whole insert is there or nothing of it, so what follows the newest checkpoint can
 * be told again. `hasWave`: more of many follow at once.
 */
export async function recordTransitions(
  store: EventStore,
  project: string,
  transitions: readonly Transition[],
  checkpoint: CheckpointMark | undefined,
  hasWave = false,
): Promise<void> {
  const columns = new TransitionColumns();
  for (const each of transitions) columns.add(project, each, JSON.stringify(each.values));
  if (checkpoint) {
    const { upTo, upToSeq, ordinal, recorded, kept, open } = checkpoint;
    const about = { ordinal, cohort: '', version: 0, unit: '', subject: String(upToSeq), isLate: false };
    const row = { ...about, direction: kept ? WITH_COHORTS : CHECKPOINT, at: upTo, recorded, cause: '' };
    columns.add(project, row, JSON.stringify({ kept, open } satisfies Listed));
  }
  if (columns.rows > 0) await store.insertBlock('transitions', { ...columns.block(), moreFollows: hasWave });
}

/** What a checkpoint lists beside what it says. */
interface Listed {
  readonly kept?: readonly KeptAtCheckpoint[] | undefined;
  readonly open: readonly LiveTransition[];
}

/** A checkpoint with its place among the transitions: those before it are what had come of everything up to it. */
export interface StoredCheckpoint extends Checkpoint {
  readonly ordinal: number;
  /** The cohorts it is about; undefined: it was written before they were noted. */
  readonly kept: readonly KeptAtCheckpoint[] | undefined;
  readonly open: readonly LiveTransition[];
}

/** The newest checkpoint of a project; undefined before the first. */
export async function lastCheckpoint(
  store: EventStore,
  project: string,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await store.query<{ seq: number; up_to: number; place: number; listed: string }>(
    sql`SELECT toFloat64(subject) AS seq, toFloat64(toUnixTimestamp64Milli(at)) AS up_to, toFloat64(transitions.ordinal) AS place,
          clause_values AS listed
        FROM transitions WHERE project = ${param.string(project)} AND cohort = '' ORDER BY transitions.ordinal DESC LIMIT 1`,
  );
  if (row === undefined) return undefined;
  const [newest] = await store.query<{ listed: string }>(
    sql`SELECT clause_values AS listed FROM transitions WHERE project = ${param.string(project)} AND cohort = ''
        AND direction = ${param.string(WITH_COHORTS)} AND transitions.ordinal <= ${param.int(row.place)}
        ORDER BY transitions.ordinal DESC LIMIT 1`,
  );
  const kept = newest && (JSON.parse(newest.listed) as Listed).kept;
  const open = row.listed === '' ? [] : (JSON.parse(row.listed) as Listed).open;
  return { upToSeq: row.seq, upTo: row.up_to, ordinal: row.place, kept, open };
}

/** Is a row of this ordinal there? */
export async function isRecorded(store: EventStore, project: string, ordinal: number): Promise<boolean> {
  const rows = await store.query(
    sql`SELECT 1 AS found FROM transitions WHERE project = ${param.string(project)} AND ordinal = ${param.int(ordinal)} LIMIT 1`,
  );
  return rows.length > 0;
}

/** The highest ordinal there is, 0 without any. */
export async function lastOrdinal(store: EventStore): Promise<number> {
  const [row] = await store.query<{ last: number }>(
    sql`SELECT toFloat64(max(ordinal)) AS last FROM transitions`,
  );
  return row?.last ?? 0;
}

/** Who was in a cohort by what was recorded: subjects, decimal, and the newest version that told of any; undefined: nothing was recorded. */
export interface RecordedMembers {
  readonly version: number | undefined;
  readonly members: ReadonlySet<string>;
}

/** Who is in a cohort by what was recorded up to an ordinal. */
export async function recordedMembers(
  store: EventStore,
  project: string,
  cohort: string,
  upTo: number,
): Promise<RecordedMembers> {
  const members = new Set<string>();
  let version: number | undefined;
  const rows = store.stream<{ subject: string; last: string; newest: number }>(
    sql`SELECT subject, argMax(direction, ordinal) AS last, toUInt32(max(version)) AS newest FROM transitions
        WHERE project = ${param.string(project)} AND cohort = ${param.string(cohort)} AND ordinal <= ${param.int(upTo)}
        GROUP BY subject`,
  );
  for await (const chunk of rows) {
    for (const { subject, last, newest } of chunk) {
      if (last === 'entered') members.add(subject);
      version = Math.max(version ?? 0, newest);
    }
  }
  return { version, members };
}

/** What was recorded of a project after an ordinal, in its order. */
export async function recordedAfter(
  store: EventStore,
  project: string,
  ordinal: number,
): Promise<readonly Pick<Transition, 'cohort' | 'subject' | 'direction'>[]> {
  return store.query<Pick<Transition, 'cohort' | 'subject' | 'direction'>>(
    sql`SELECT toString(cohort) AS cohort, toString(subject) AS subject, toString(direction) AS direction FROM transitions
        WHERE project = ${param.string(project)} AND ordinal > ${param.int(ordinal)} AND cohort != '' ORDER BY ordinal`,
  );
}

export interface TransitionsRequest {
  readonly project: string;
  /** Undefined: of all cohorts of the project. */
  readonly cohort: string | undefined;
  /** Only of these units. */
  readonly subjects?: readonly string[] | undefined;
  /** Recorded after this ordinal, the oldest first; or before it, the newest first. */
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  /** True at or after, and before these instants. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly direction?: 'entered' | 'exited' | undefined;
  readonly limit: number;
}

interface Row {
  readonly ordinal: number;
  readonly cohort: string;
  readonly version: number;
  readonly unit: 'user' | 'account';
  readonly subject: string;
  readonly direction: 'entered' | 'exited';
  readonly became: number;
  readonly known: number;
  readonly cause: TransitionCause;
  readonly late: boolean;
  readonly clause_values: string;
}

/**
 * A page of recorded transitions. Places are found first and rows read for them alone, because the table is in the order of cohorts: a
 * page of all of them would read everything that was ever recorded, with its values.
 */
export async function readTransitions(
  store: EventStore,
  request: TransitionsRequest,
): Promise<readonly Transition[]> {
  const { project, cohort, subjects, after, before, from, to, direction, limit } = request;
  const conditions = [
    sql`project = ${param.string(project)}`,
    cohort === undefined ? sql`cohort != ''` : sql`cohort = ${param.string(cohort)}`,
  ];
  if (subjects !== undefined) conditions.push(sql`subject IN ${param.keys(subjects)}`);
  if (after !== undefined) conditions.push(sql`transitions.ordinal > ${param.int(after)}`);
  if (before !== undefined) conditions.push(sql`transitions.ordinal < ${param.int(before)}`);
  if (from !== undefined) conditions.push(sql`at >= ${instant(from)}`);
  if (to !== undefined) conditions.push(sql`at < ${instant(to)}`);
  if (direction !== undefined) conditions.push(sql`direction = ${param.string(direction)}`);
  const order: Sql = after === undefined ? sql`transitions.ordinal DESC` : sql`transitions.ordinal`;
  const rows = await store.query<Row>(
    sql`SELECT toFloat64(transitions.ordinal) AS ordinal, cohort, version, unit, subject, direction,
          toFloat64(toUnixTimestamp64Milli(at)) AS became, toFloat64(toUnixTimestamp64Milli(recorded)) AS known, cause,
          is_late AS late, clause_values
        FROM transitions WHERE ${cohort === undefined ? placesSql(conditions, order, limit) : allOf(conditions)}
        ORDER BY ${order} LIMIT ${param.int(limit)}`,
  );
  return rows.map(({ became, known, late, clause_values, ...rest }) => ({
    ...rest,
    at: became,
    recorded: known,
    isLate: late,
    values: JSON.parse(clause_values) as (PropertyValue | null)[],
  }));
}

function placesSql(conditions: readonly Sql[], order: Sql, limit: number): Sql {
  return sql`(project, cohort, transitions.ordinal) IN (SELECT project, cohort, transitions.ordinal FROM transitions
    WHERE ${allOf(conditions)} ORDER BY ${order} LIMIT ${param.int(limit)})`;
}

/** Who came and who left a cohort between two instants. */
export interface CohortTraffic {
  readonly cohort: string;
  readonly entered: number;
  readonly exited: number;
}

/** How often members of each cohort of a project came and left, by the instants at which that became true: from `from`, before `to`. */
export async function transitionCounts(
  store: EventStore,
  { project, from, to }: { readonly project: string; readonly from: Instant; readonly to: Instant },
): Promise<readonly CohortTraffic[]> {
  return store.query<CohortTraffic>(
    sql`SELECT toString(transitions.cohort) AS cohort, toFloat64(countIf(direction = 'entered')) AS entered,
          toFloat64(countIf(direction = 'exited')) AS exited
        FROM transitions WHERE project = ${param.string(project)} AND transitions.cohort != '' AND at >= ${instant(from)} AND at < ${instant(to)}
        GROUP BY transitions.cohort`,
  );
}
