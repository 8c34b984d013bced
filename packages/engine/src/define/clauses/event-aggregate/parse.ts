import {
  advance,
  ahead,
  type Cursor,
  expected,
  peek,
  report,
  take,
  takeRequired,
} from '../../language/cursor.ts';
import { parseScopedProperty } from '../../language/parse-name.ts';
import { spoken } from '../../language/token.ts';
import { AGGREGATE_WORDS } from './print.ts';
import { type EventAggregateClause, MAX_AGGREGATE, type NumberComparison } from './schema.ts';

/** What follows `with`: everything of the clause but its events and its window. */
export type AggregateOf = Pick<EventAggregateClause, 'aggregate' | 'scope' | 'property' | 'op' | 'value'>;

const COMPARISONS: readonly (readonly [NumberComparison, readonly string[]])[] = [
  ['is', ['=']],
  ['is', ['==']],
  ['is-not', ['!=']],
  ['is-not', ['<>']],
  ['greater', ['>']],
  ['at-least', ['>=']],
  ['less', ['<']],
  ['at-most', ['<=']],
  ['is-not', ['is', 'not']],
  ['is', ['is']],
  ['at-least', ['at', 'least']],
  ['at-most', ['at', 'most']],
  ['greater', ['more', 'than']],
  ['less', ['less', 'than']],
  ['less', ['fewer', 'than']],
  ['is', ['exactly']],
  ['is-not', ['not', 'exactly']],
];

export function startsAggregate(cursor: Cursor): boolean {
  return ahead(cursor, 'with');
}

/** `with sum of amount >= 100`, `with distinct values of user.device > 2`. */
export function parseAggregate(cursor: Cursor): AggregateOf | undefined {
  if (!takeRequired(cursor, 'with')) return undefined;
  const aggregate = parseAggregateName(cursor);
  if (aggregate === undefined) return undefined;
  const of = parseScopedProperty(cursor);
  if (of === undefined) return undefined;
  const op = COMPARISONS.find(([, words]) => take(cursor, ...words))?.[0];
  if (op === undefined)
    return expected(cursor, 'a comparison, such as `>= 100`', ['is', 'at', 'more', 'less']);
  const token = peek(cursor);
  if (token.kind !== 'number') return expected(cursor, 'a number');
  if (Math.abs(token.value) > MAX_AGGREGATE) {
    const wanted = `a number from ${-MAX_AGGREGATE} to ${MAX_AGGREGATE}`;
    return report(cursor, 'wrong-value', token, { expected: wanted, found: spoken(token) });
  }
  advance(cursor);
  return { aggregate, ...of, op, value: token.value };
}

function parseAggregateName(cursor: Cursor): AggregateOf['aggregate'] | undefined {
  for (const aggregate of ['sum', 'average', 'minimum', 'maximum', 'distinct'] as const) {
    const words = AGGREGATE_WORDS[aggregate];
    if (take(cursor, ...words)) return aggregate;
    const [first, ...rest] = words;
    if (first === undefined || !take(cursor, first)) continue;
    for (const word of rest) if (!takeRequired(cursor, word)) return undefined;
    return aggregate;
  }
  const names = ['sum', 'average', 'minimum', 'maximum', 'distinct'];
  return expected(
    cursor,
    '`sum of`, `average of`, `minimum of`, `maximum of` or `distinct values of`',
    names,
  );
}
