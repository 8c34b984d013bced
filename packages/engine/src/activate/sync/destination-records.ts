import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { z } from 'zod';
import { DAY_MS, type Instant } from '../../model/time.ts';
import { jsonb } from '../../store/postgres/json.ts';
import type { DestinationsTable } from '../../store/postgres/record-tables.ts';
import { isUniqueViolation } from '../../store/postgres/unique-violation.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { SecretBox } from '../../util/secret-box.ts';
import { zodProblems } from '../../util/zod-problems.ts';
import type { Destination } from '../destinations/define-destination.ts';
import type { Fault } from '../destinations/fault.ts';
import { destinationOf } from '../destinations/registry.ts';
import { backoffMs } from './pace.ts';

/** A messaging tool as a project has set it up. Secrets stay sealed: `openSettings` opens them where they are used. */
export interface DestinationRecord {
  readonly id: string;
  readonly project: string;
  readonly name: string;
  readonly kind: string;
  /** Without the secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sealedSecrets: string;
  /** Why nothing goes there until a person acts. */
  readonly parked: { readonly kind: string; readonly message: string } | undefined;
  /** Nothing goes there before this instant, why, and since when it has not answered as it should. */
  readonly resting:
    | {
        readonly until: Instant;
        readonly message: string;
        readonly kind: string;
        readonly since: Instant | undefined;
      }
    | undefined;
  /** When it last came back after faults; undefined when it never had any. */
  readonly upSince: Instant | undefined;
  readonly createdAt: Instant;
}

/** Settings as given, checked by the destination's own schema. Throws a ProblemError (422) that names every field that does not fit. */
export function checkedSettings(destination: Destination, given: unknown): Record<string, unknown> {
  const parsed = destination.settings.safeParse(given, { reportInput: true });
  if (parsed.success) return parsed.data as Record<string, unknown>;
  throw new ProblemError(422, zodProblems(hidden(parsed.error, destination.secrets), 'settings'));
}

/** A secret of the wrong form must not come back in the message that says so. */
function hidden(error: z.ZodError, secrets: readonly string[]): z.ZodError {
  for (const issue of error.issues) {
    if (secrets.includes(String(issue.path[0])) && issue.input !== undefined)
      Object.assign(issue, { input: '[secret]' });
  }
  return error;
}

export async function saveDestination(
  { db }: RecordStore,
  secrets: SecretBox,
  project: string,
  name: string,
  destination: Destination,
  settings: Readonly<Record<string, unknown>>,
): Promise<DestinationRecord> {
  const { open, closed } = parted(destination, settings);
  try {
    const row = await db
      .insertInto('destinations')
      .values({
        id: randomUUID(),
        project_id: project,
        name,
        kind: destination.kind,
        settings: jsonb<unknown>(open),
        sealed_secrets: secrets.seal(JSON.stringify(closed)),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return asRecord(row);
  } catch (error) {
    if (!isUniqueViolation(error, 'destinations_name_in_project')) throw error;
    throw problemError(
      409,
      'name-taken',
      `there is a destination "${name}" already: choose another name`,
      'name',
    );
  }
}

/** Settings that take the place of those there were; nothing holds the destination back any more. */
export async function replaceSettings(
  { db }: RecordStore,
  secrets: SecretBox,
  id: string,
  destination: Destination,
  settings: Readonly<Record<string, unknown>>,
  now: Instant,
): Promise<void> {
  const { open, closed } = parted(destination, settings);
  await db
    .updateTable('destinations')
    .set({
      settings: jsonb<unknown>(open),
      sealed_secrets: secrets.seal(JSON.stringify(closed)),
      ...well(now),
      updated_at: new Date(now),
    })
    .where('id', '=', id)
    .execute();
}

function parted(destination: Destination, settings: Readonly<Record<string, unknown>>) {
  const isSecret = ([field]: [string, unknown]) => destination.secrets.includes(field);
  return {
    open: Object.fromEntries(Object.entries(settings).filter((entry) => !isSecret(entry))),
    closed: Object.fromEntries(Object.entries(settings).filter(isSecret)),
  };
}

/** The settings whole, secrets opened: for sending, never for showing. */
export function openSettings(
  record: DestinationRecord,
  secrets: SecretBox,
): { settings: unknown; secrets: string[] } {
  const opened = JSON.parse(secrets.open(record.sealedSecrets)) as Record<string, unknown>;
  const settings = destinationOf(record.kind).settings.parse({ ...record.settings, ...opened });
  return { settings, secrets: Object.values(opened).filter((value) => typeof value === 'string') };
}

export async function listDestinations({ db }: RecordStore, project: string): Promise<DestinationRecord[]> {
  const rows = await db
    .selectFrom('destinations')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('name')
    .execute();
  return rows.map(asRecord);
}

/** Throws a ProblemError (404) when the project has no such destination. */
export async function getDestination(
  records: RecordStore,
  project: string,
  idOrName: string,
): Promise<DestinationRecord> {
  const all = await listDestinations(records, project);
  const found = all.find(({ id }) => id === idOrName) ?? all.find(({ name }) => name === idOrName);
  if (found) return found;
  throw problemError(
    404,
    'unknown-destination',
    `there is no destination "${idOrName}": \`cusp destination list\` shows them`,
    'destination',
  );
}

/** Destinations of all projects that have a running sync and may be sent to now. */
export async function dueDestinations(
  { db }: RecordStore,
  now: Instant,
): Promise<readonly DestinationRecord[]> {
  const rows = await db
    .selectFrom('destinations')
    .selectAll()
    .where('parked_kind', 'is', null)
    .where((where) => where.or([where('resume_at', 'is', null), where('resume_at', '<=', now)]))
    .where('id', 'in', db.selectFrom('syncs').select('destination_id').where('state', '=', 'running'))
    .execute();
  return rows.map(asRecord);
}

/** Takes a destination with its syncs and ledger. What is in the audiences over there stays. */
export async function removeDestination({ db }: RecordStore, record: DestinationRecord): Promise<void> {
  await db.deleteFrom('destinations').where('id', '=', record.id).execute();
}

const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 15 * 60_000;

/**
 * A fault stops everything that goes to a destination: until a person acts, until the day is over, or for a while that grows. What an old
 * key met does not hold back a destination that has been set up anew meanwhile.
 */
export async function restAfter(
  { db }: RecordStore,
  { id, sealedSecrets }: Pick<DestinationRecord, 'id' | 'sealedSecrets'>,
  fault: Fault,
  now: Instant,
  random: () => number,
): Promise<void> {
  if (
    fault.kind === 'credentials' ||
    fault.kind === 'misconfigured' ||
    fault.kind === 'audience-gone' ||
    fault.kind === 'refused'
  ) {
    await db
      .updateTable('destinations')
      .set({
        parked_kind: fault.kind,
        parked_message: fault.message,
        ...faulty(fault, now),
        updated_at: new Date(now),
      })
      .where('id', '=', id)
      .where('sealed_secrets', '=', sealedSecrets)
      .execute();
    return;
  }
  const row = await db.selectFrom('destinations').select('faults').where('id', '=', id).executeTakeFirst();
  const faults = row?.faults ?? 0;
  const rest = backoffMs(faults, FIRST_REST_MS, LONGEST_REST_MS, random);
  const until =
    fault.kind === 'daily-limit' ? (fault.until ?? nextUtcDay(now)) : now + (fault.afterMs ?? rest);
  await db
    .updateTable('destinations')
    .set({
      resume_at: until,
      parked_message: fault.message,
      ...faulty(fault, now),
      faults: faults + 1,
      updated_at: new Date(now),
    })
    .where('id', '=', id)
    .where('sealed_secrets', '=', sealedSecrets)
    .execute();
}

function faulty({ kind }: Fault, now: Instant) {
  return { fault_kind: kind, faulty_since: sql<number>`coalesce(faulty_since, ${sql.lit(now)}::bigint)` };
}

function well(now: Instant) {
  return {
    parked_kind: null,
    parked_message: null,
    resume_at: null,
    fault_kind: null,
    faulty_since: null,
    up_since: now,
    faults: 0,
  };
}

/** The destination answers: nothing holds it back any more. */
export async function unpark({ db }: RecordStore, id: string, now: Instant): Promise<void> {
  await db
    .updateTable('destinations')
    .set(well(now))
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('parked_kind', 'is not', null),
        where('resume_at', 'is not', null),
        where('faults', '>', 0),
      ]),
    )
    .execute();
}

function nextUtcDay(now: Instant): Instant {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}

function asRecord(row: Selectable<DestinationsTable>): DestinationRecord {
  const message = row.parked_message ?? '';
  return {
    id: row.id,
    project: row.project_id,
    name: row.name,
    kind: row.kind,
    settings: row.settings as Record<string, unknown>,
    sealedSecrets: row.sealed_secrets,
    parked: row.parked_kind === null ? undefined : { kind: row.parked_kind, message },
    resting:
      row.parked_kind !== null || row.resume_at === null
        ? undefined
        : {
            until: row.resume_at,
            message,
            kind: row.fault_kind ?? 'unavailable',
            since: row.faulty_since ?? undefined,
          },
    upSince: row.up_since ?? undefined,
    createdAt: row.created_at.getTime(),
  };
}
