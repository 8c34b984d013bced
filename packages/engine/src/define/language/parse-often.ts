import { parseTrend } from '../clauses/trend/parse.ts';
import { advance, ahead, type Cursor, expected, peek, take, takeOne, takeRequired } from './cursor.ts';
import type { Measure } from './parse-measure.ts';
import type { Token } from './token.ts';

/** `at least 1.5 times as often`, of which `1.5 times` may be missing. */
export interface Often {
  readonly op: 'at-least' | 'at-most';
  /** The words of the comparison, and the factor when one is said. */
  readonly start: Token;
  readonly factor: { readonly token: Token; readonly value: number } | undefined;
}

/** Is this `at least … as often` and not a count? */
export function startsOften(cursor: Cursor): boolean {
  if (!ahead(cursor, 'at', 'least') && !ahead(cursor, 'at', 'most')) return false;
  const words = ahead(skipped(cursor, 2), 'twice') ? 1 : peek(cursor, 2).kind === 'number' ? 2 : 0;
  const there = skipped(cursor, 2 + words);
  return words === 2
    ? ahead(there, 'as') && (ahead(skipped(there, -1), 'times') || ahead(skipped(there, -1), 'time'))
    : ahead(there, 'as');
}

export function parseOften(cursor: Cursor): Measure | undefined {
  const start = advance(cursor);
  const op = advance(cursor).text.toLowerCase() === 'least' ? 'at-least' : 'at-most';
  const token = peek(cursor);
  let factor: Often['factor'];
  if (take(cursor, 'twice')) factor = { token, value: 2 };
  else if (token.kind === 'number') {
    advance(cursor);
    takeOne(cursor, 'times', 'time');
    factor = { token, value: token.value };
  }
  if (!takeRequired(cursor, 'as') || !takeRequired(cursor, 'often')) return undefined;
  if (ahead(cursor, 'in')) return parseTrend(cursor, { op, start, factor });
  return expected(cursor, 'what it is compared with, such as `in the last 7 days as in the 7 days before`', [
    'in',
  ]);
}

function skipped(cursor: Cursor, by: number): Cursor {
  return { ...cursor, at: cursor.at + by };
}
