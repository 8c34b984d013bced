import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printName } from '../../language/print-literal.ts';
import type { Aggregate, EventAggregateClause, NumberComparison } from './schema.ts';

const WORDS: Readonly<Record<NumberComparison, string>> = {
  is: 'is',
  'is-not': 'is not',
  greater: 'is more than',
  'at-least': 'is at least',
  less: 'is less than',
  'at-most': 'is at most',
};

const OPPOSITES: Readonly<Record<NumberComparison, NumberComparison>> = {
  is: 'is-not',
  'is-not': 'is',
  greater: 'at-most',
  'at-least': 'less',
  less: 'at-least',
  'at-most': 'greater',
};

const NAMES: Readonly<Record<Aggregate, string>> = {
  sum: 'sum of',
  average: 'average of',
  minimum: 'minimum of',
  maximum: 'maximum of',
  distinct: 'number of distinct values of',
};

/** `whose sum of amount over purchase in the last 30 days is at least 100`. */
export function describeEventAggregate(clause: EventAggregateClause, negated: boolean): Phrase {
  const { aggregate, scope, property, op, value } = clause;
  const of = `${scope === 'user' ? "the user's " : ''}${printName(property)}`;
  const when = describeWindow(clause.window);
  const what = `${NAMES[aggregate]} ${of} over ${describeSelector(clause.event)}${when === undefined ? '' : ` ${when}`}`;
  const isAlwaysKnown = aggregate === 'sum' || aggregate === 'distinct';
  const compared = `${WORDS[negated ? OPPOSITES[op] : op]} ${value}`;
  const unknown = negated && !isAlwaysKnown ? ', or is not known' : '';
  return { pronoun: 'whose', words: `${what} ${compared}${unknown}` };
}
