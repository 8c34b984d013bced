import type { RecordStore } from '../../store/record-store.ts';
import {
  archiveCohort,
  assertSame,
  type Cohort,
  type CohortChange,
  changeCohort,
  getCohort,
} from '../cohorts/cohort-records.ts';
import type { LiveCohorts } from './live-cohorts.ts';

/** The stores and the live reading that a change of a cohort goes through. */
export interface Changing {
  readonly records: RecordStore;
  readonly live: LiveCohorts;
}

/**
 * Changes a cohort, or archives it or brings it back. While it is kept live, another definition waits until it is built and then
 * replaces the one in force at once; else it is in force when this resolves. Throws as changeCohort and archiveCohort do.
 */
export async function changeLiveCohort(
  { records, live }: Changing,
  projectId: string,
  idOrName: string,
  change: CohortChange & { readonly archived?: boolean | undefined },
): Promise<Cohort> {
  const { archived, ...rest } = change;
  const found = await getCohort(records, projectId, idOrName);
  await assertSame(records, found, found.pendingVersion ?? found.version, change.ifVersion);
  const cohort = archived === undefined ? found : await archiveCohort(records, projectId, found.id, archived);
  const isKept = live.state(projectId, cohort.id).state !== 'off' && cohort.archivedAt === undefined;
  await changeCohort(records, projectId, cohort.id, rest, isKept);
  await live.changed(projectId);
  return getCohort(records, projectId, cohort.id);
}
