import { printText } from '../../language/print-literal.ts';
import type { InCohortClause } from './schema.ts';

/** `in cohort "contacted this month"`. */
export function printInCohort(clause: InCohortClause): string {
  return `in cohort ${printText(clause.cohort)}`;
}
