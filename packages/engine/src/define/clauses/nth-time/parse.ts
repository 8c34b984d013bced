import { advance, type Cursor, expected, peek, report, take, takeRequired } from '../../language/cursor.ts';
import { ORDINAL_WORDS } from '../../language/ordinal.ts';
import type { Measure } from '../../language/parse-measure.ts';
import { spoken } from '../../language/token.ts';

/** `for the 3rd time`. */
export function parseNthTime(cursor: Cursor): Measure | undefined {
  if (!takeRequired(cursor, 'for')) return undefined;
  take(cursor, 'the');
  const n = parseOrdinal(cursor);
  if (n === undefined || !takeRequired(cursor, 'time')) return undefined;
  return { clause: (event, window) => ({ kind: 'nth-time', event, n, window }) };
}

/** `3rd`, `third`. */
function parseOrdinal(cursor: Cursor): number | undefined {
  const token = peek(cursor);
  const wanted = 'which time, from `1st` to `1000th`';
  const word = ORDINAL_WORDS.findIndex((each) => take(cursor, each));
  if (word >= 0) return word + 1;
  if (token.kind === 'ordinal' && token.value >= 1 && token.value <= 1_000) {
    advance(cursor);
    return token.value;
  }
  return token.kind === 'ordinal' || token.kind === 'number'
    ? report(cursor, 'wrong-value', token, { expected: wanted, found: spoken(token) })
    : expected(cursor, wanted, ORDINAL_WORDS);
}
