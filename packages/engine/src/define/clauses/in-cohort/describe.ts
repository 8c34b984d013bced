import type { Phrase } from '../../language/phrase.ts';
import { printText } from '../../language/print-literal.ts';
import type { InCohortClause } from './schema.ts';

/** `who are in the cohort "contacted this month"`. */
export function describeInCohort(clause: InCohortClause, negated: boolean): Phrase {
  return { pronoun: 'who', words: `are ${negated ? 'not ' : ''}in the cohort ${printText(clause.cohort)}` };
}
