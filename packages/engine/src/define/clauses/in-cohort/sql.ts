import { must } from '../../../util/assert.ts';
import type { UnitSet } from '../../compile/unit-set.ts';
import type { SqlContext } from '../define-clause.ts';
import type { InCohortClause } from './schema.ts';

/** References were checked before the reading began: the cohort is there, of the same unit, and in no ring. */
export function inCohortSql(clause: InCohortClause, { cohorts, members }: SqlContext): UnitSet {
  return members(must(cohorts.definition(clause.cohort), `cohort ${clause.cohort}`).where);
}
