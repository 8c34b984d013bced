import { parseTrend } from '../clauses/trend/parse.ts';
import { parseTypicalCount } from '../clauses/typical-count/parse.ts';
import {
  advance,
  ahead,
  type Cursor,
  expected,
  isToken,
  peek,
  take,
  takeOne,
  takeRequired,
} from './cursor.ts';
import type { Measure } from './parse-measure.ts';
import type { Token } from './token.ts';

/** `at least 1.5 times as often`, of which `1.5 times` may be missing. */
export interface Often {
  readonly op: 'at-least' | 'at-most';
  /** `least` or `most`. */
  readonly bound: Token;
  readonly factor: { readonly token: Token; readonly value: number } | undefined;
}

/** Is this `at least … as often` and not a count? */
export function startsOften(cursor: Cursor): boolean {
  if (!ahead(cursor, 'at', 'least') && !ahead(cursor, 'at', 'most')) return false;
  const words = ahead(skipped(cursor, 2), 'twice') ? 1 : peek(cursor, 2).kind === 'number' ? 2 : 0;
  const there = skipped(cursor, 2 + words);
  return words === 2
    ? (ahead(skipped(there, -1), 'times') || ahead(skipped(there, -1), 'time')) && ahead(there, 'as')
    : ahead(there, 'as');
}

export function parseOften(cursor: Cursor): Measure | undefined {
  advance(cursor);
  const bound = advance(cursor);
  const op = isToken(bound, 'least') ? 'at-least' : 'at-most';
  const token = peek(cursor);
  let factor: Often['factor'];
  if (take(cursor, 'twice')) factor = { token, value: 2 };
  else if (token.kind === 'number') {
    advance(cursor);
    takeOne(cursor, 'times', 'time');
    factor = { token, value: token.value };
  }
  if (!takeRequired(cursor, 'as') || !takeRequired(cursor, 'often')) return undefined;
  if (ahead(cursor, 'in')) return parseTrend(cursor, { op, bound, factor });
  if (ahead(cursor, 'as')) return parseTypicalCount(cursor, { op, bound, factor });
  const wanted = '`in the last … as in the … before` or `as the median of cohort …`';
  return expected(cursor, wanted, ['in', 'as']);
}

function skipped(cursor: Cursor, by: number): Cursor {
  return { ...cursor, at: cursor.at + by };
}
