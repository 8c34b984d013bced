import type { RecordStore } from '../../store/record-store.ts';
import { bringIntoForce, listCohorts } from '../cohorts/cohort-records.ts';
import type { CohortState, LiveCohorts } from './live-cohorts.ts';

/** Of a cohort that is not kept live: everything but that is unknown. */
export const NOT_KEPT: CohortState = {
  state: 'off',
  version: undefined,
  size: undefined,
  watermark: undefined,
  lastTransition: undefined,
  building: undefined,
  error: undefined,
};

/**
 * What stands in for the live reading where nothing serves: a command that opened the data by itself. Nothing is kept, so nobody
 * is told of transitions, and a version that waits comes into force at once.
 */
export function liveOff(records: RecordStore): LiveCohorts {
  return {
    state: () => NOT_KEPT,
    isMember: () => undefined,
    recentId: () => undefined,
    subscribe: () => () => undefined,
    changed: async (project) => {
      const waiting = (await listCohorts(records, project, true)).flatMap(({ id, pendingVersion }) =>
        pendingVersion === undefined ? [] : [{ cohortId: id, version: pendingVersion }],
      );
      await bringIntoForce(records, waiting);
    },
    settled: async () => ({ error: undefined }),
  };
}
