import { sql } from 'kysely';
import { listCohorts } from '../../define/cohorts/cohort-records.ts';
import type { Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { must } from '../../util/assert.ts';
import { type DestinationRecord, listDestinations } from './destination-records.ts';
import { type Pending, type SyncHealth, syncHealth } from './sync-health.ts';
import { listSyncs, type Sync } from './sync-records.ts';

/** A sync with what it is between, and how it stands. */
export interface SyncStanding {
  readonly sync: Sync;
  /** The cohort's name. */
  readonly cohort: string;
  readonly destination: DestinationRecord;
  readonly health: SyncHealth;
}

/** How the syncs of a project stand, or one of them. Reads only those of the ledger who wait, so it may be asked often. */
export async function syncStandings(
  records: RecordStore,
  project: string,
  now: Instant,
  only?: string,
): Promise<readonly SyncStanding[]> {
  const [all, cohorts, destinations] = await Promise.all([
    listSyncs(records, project),
    listCohorts(records, project, true),
    listDestinations(records, project),
  ]);
  const syncs = only === undefined ? all : all.filter(({ id }) => id === only);
  const pending = await pendingOf(
    records,
    syncs.map(({ id }) => id),
  );
  return syncs.flatMap((sync) => {
    const cohort = cohorts.find(({ id }) => id === sync.cohortId);
    const destination = destinations.find(({ id }) => id === sync.destinationId);
    // Removed since the syncs were read, and the sync with it.
    if (cohort === undefined || destination === undefined) return [];
    const health = syncHealth({
      sync,
      isArchived: cohort.archivedAt !== undefined,
      destination,
      pending: pending.get(sync.id),
      drift: sync.drift,
      now,
    });
    return [{ sync, cohort: cohort.name, destination, health }];
  });
}

async function pendingOf(
  { db }: RecordStore,
  syncs: readonly string[],
): Promise<ReadonlyMap<string, Pending>> {
  if (syncs.length === 0) return new Map();
  const rows = await db
    .selectFrom('sync_members')
    .select(['sync_id', sql<number>`count(*)`.as('count'), sql<number>`min(pending_since)`.as('since')])
    .where('sync_id', 'in', syncs)
    .where('state', '=', 'retry')
    // The partial index of those who are not settled needs to see this.
    .where('state', '<>', 'settled')
    .where('pending_since', 'is not', null)
    .groupBy('sync_id')
    .execute();
  return new Map(
    rows.map(({ sync_id, count, since }) => [sync_id, { count: Number(count), since: must(since, 'since') }]),
  );
}
