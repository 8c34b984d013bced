import type { History } from '../../../model/history.ts';
import { must } from '../../../util/assert.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { InCohortClause } from './schema.ts';

/** References were checked before the reading began: the cohort is there, of the same unit, and in no ring. */
export function inCohortReference(
  clause: InCohortClause,
  history: History,
  { cohorts, holds }: ReferenceContext,
): boolean {
  return holds(history, must(cohorts.definition(clause.cohort), `cohort ${clause.cohort}`).where);
}
