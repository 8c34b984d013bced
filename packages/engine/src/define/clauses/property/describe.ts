import { describeComparison, describeNegated } from '../../language/describe-comparison.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printName } from '../../language/print-literal.ts';
import type { PropertyClause } from './schema.ts';

/** `whose plan is "free"`. */
export function describePropertyClause(clause: PropertyClause, negated: boolean): Phrase {
  const predicate = negated ? describeNegated(clause.comparison) : describeComparison(clause.comparison);
  return { pronoun: 'whose', words: `${printName(clause.property)} ${predicate}` };
}
