import { must } from '../../../util/assert.ts';
import type { StandInReading } from '../../live/tracker.ts';
import type { InCohortClause } from './schema.ts';

/** References were checked before the reading began: the cohort is there, of the same unit, and in no ring. */
export const inCohortLive: StandInReading<InCohortClause> = {
  kind: 'stand-in',
  condition: ({ cohort }, cohorts) => must(cohorts.definition(cohort), `cohort ${cohort}`).where,
};
