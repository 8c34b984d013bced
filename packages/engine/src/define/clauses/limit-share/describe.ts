import type { Phrase } from '../../language/phrase.ts';
import { printName } from '../../language/print-literal.ts';
import type { LimitShareClause } from './schema.ts';

const WORDS = {
  greater: 'more than',
  'at-least': 'at least',
  less: 'less than',
  'at-most': 'at most',
} as const;

/** `whose seats_used is at least 80% of their seats_limit`. */
export function describeLimitShare(clause: LimitShareClause, negated: boolean): Phrase {
  const share = `${WORDS[clause.op]} ${clause.percent}% of their ${printName(clause.of)}`;
  const predicate = negated ? `is not ${share}, or cannot be compared` : `is ${share}`;
  return { pronoun: 'whose', words: `${printName(clause.property)} ${predicate}` };
}
