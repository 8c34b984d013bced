import { advance, type Cursor, isToken, peek, report, takeRequired } from '../../language/cursor.ts';
import { spoken } from '../../language/token.ts';
import { parseOwnProperty } from '../property/parse-own.ts';
import { type LimitShareClause, MAX_PERCENT } from './schema.ts';

const OPERATORS: ReadonlyMap<string, LimitShareClause['op']> = new Map([
  ['>=', 'at-least'],
  ['>', 'greater'],
  ['<=', 'at-most'],
  ['<', 'less'],
]);

/** Is a share of a limit what the property just read is compared with? */
export function startsShare(cursor: Cursor): boolean {
  const compares = peek(cursor).kind === 'mark' || isToken(peek(cursor), 'is');
  return compares && peek(cursor, 1).kind === 'percent';
}

/** The rest of `have seats_used >= 80% of seats_limit` after its property. */
export function parseLimitShare(cursor: Cursor, property: string): LimitShareClause | undefined {
  const mark = advance(cursor);
  const op = OPERATORS.get(mark.text);
  if (op === undefined) return report(cursor, 'share-operator', mark, { found: spoken(mark) });
  const token = advance(cursor);
  if (token.kind !== 'percent') return undefined;
  if (token.value < 0 || token.value > MAX_PERCENT) {
    const wanted = `a percentage from 0% to ${MAX_PERCENT}%`;
    return report(cursor, 'wrong-value', token, { expected: wanted, found: spoken(token) });
  }
  if (!takeRequired(cursor, 'of', '`of` and the property that is the limit')) return undefined;
  const of = parseOwnProperty(cursor);
  return of === undefined ? undefined : { kind: 'limit-share', property, op, percent: token.value, of };
}
