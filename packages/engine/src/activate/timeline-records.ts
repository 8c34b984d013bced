import type { TimelineRecords } from '../analyse/lookup/timeline-records.ts';
import { listCohorts } from '../define/cohorts/cohort-records.ts';
import type { RecordStore } from '../store/record-store.ts';
import { exportTouches } from './export/export-touches.ts';

/** What a timeline shows out of the record store: the names of cohorts, and what receivers were told. */
export function timelineRecords(records: RecordStore): TimelineRecords {
  return {
    cohortNames: async (project) =>
      new Map((await listCohorts(records, project, true)).map(({ id, name }) => [id, name])),
    touches: (request) => exportTouches(records, request),
  };
}
