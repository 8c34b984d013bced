import { printProperty, printScalar, printUserProperty } from '../../language/print-literal.ts';
import { printSelector } from '../../language/print-selector.ts';
import { printWindowAfter } from '../../language/print-window.ts';
import type { Aggregate, EventAggregateClause, NumberComparison } from './schema.ts';

export const AGGREGATE_WORDS: Readonly<Record<Aggregate, readonly string[]>> = {
  sum: ['sum', 'of'],
  average: ['average', 'of'],
  minimum: ['minimum', 'of'],
  maximum: ['maximum', 'of'],
  distinct: ['distinct', 'values', 'of'],
};

const MARKS: Readonly<Record<NumberComparison, string>> = {
  is: '=',
  'is-not': '!=',
  greater: '>',
  'at-least': '>=',
  less: '<',
  'at-most': '<=',
};

/** `did purchase where country = "DE" with sum of amount >= 100 in the last 30 days`. */
export function printEventAggregate(clause: EventAggregateClause): string {
  const window = printWindowAfter(' ', clause.window);
  return `did ${printSelector(clause.event)} ${printAggregate(clause)}${window}`;
}

/** `with sum of amount >= 100`. */
function printAggregate({ aggregate, scope, property, op, value }: EventAggregateClause): string {
  const of = scope === 'user' ? printUserProperty(property) : printProperty(property);
  return `with ${AGGREGATE_WORDS[aggregate].join(' ')} ${of} ${MARKS[op]} ${printScalar(value)}`;
}
