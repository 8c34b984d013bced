import {
  advance,
  ahead,
  type Cursor,
  expected,
  isToken,
  peek,
  report,
  take,
  takeOne,
} from '../../language/cursor.ts';
import { spoken } from '../../language/token.ts';
import { printCount } from './print.ts';
import type { CountComparison } from './schema.ts';

export interface Count {
  readonly op: CountComparison;
  readonly count: number;
}

/** The comparisons in words. */
export const COMPARISONS: readonly (readonly [CountComparison, readonly string[]])[] = [
  ['at-least', ['at', 'least']],
  ['at-most', ['at', 'most']],
  ['exactly', ['exactly']],
  ['more-than', ['more', 'than']],
  ['less-than', ['less', 'than']],
  ['less-than', ['fewer', 'than']],
  ['not-exactly', ['not', 'exactly']],
];

/** The marks that people write for them. */
export const OPERATORS: ReadonlyMap<string, CountComparison> = new Map([
  ['>=', 'at-least'],
  ['<=', 'at-most'],
  ['=', 'exactly'],
  ['==', 'exactly'],
  ['>', 'more-than'],
  ['<', 'less-than'],
  ['!=', 'not-exactly'],
  ['<>', 'not-exactly'],
]);

/** Could a count start here, or something that was meant to be one? */
export function startsCount(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (token.kind === 'number') return true;
  if (token.kind === 'mark') return OPERATORS.has(token.text) && peek(cursor, 1).kind === 'number';
  if (ahead(cursor, 'at')) return !ahead(cursor, 'at', 'any');
  return (
    COMPARISONS.some(([, words]) => ahead(cursor, ...words)) ||
    ['more', 'less', 'fewer', 'once', 'twice'].some((word) => isToken(token, word))
  );
}

/** What is counted, in the words of messages and of the language. */
export interface Counted {
  readonly what: string;
  readonly most: number;
  readonly one: string;
  readonly many: string;
  /** The count as it is printed. */
  readonly print: (op: CountComparison, count: number) => string;
}

const TIMES: Counted = { what: 'times', most: 1_000_000_000, one: 'time', many: 'times', print: printCount };

/** `at least 3 times`, or of something else that is counted. */
export function parseCount(cursor: Cursor, counted = TIMES): Count | undefined {
  const start = peek(cursor);
  const operator = start.kind === 'mark' ? OPERATORS.get(start.text) : undefined;
  if (operator !== undefined) {
    advance(cursor);
    const count = parseNumber(cursor, counted);
    if (count === undefined) return undefined;
    report(cursor, 'count-operator', start, { found: spoken(start), words: counted.print(operator, count) });
    return { op: operator, count };
  }
  for (const [op, words] of COMPARISONS) {
    if (take(cursor, ...words)) {
      const count = parseNumber(cursor, counted);
      return count === undefined ? undefined : { op, count };
    }
  }
  if (takeOne(cursor, 'at', 'more', 'less', 'fewer')) {
    return isToken(start, 'at')
      ? expected(cursor, '`least` or `most` after `at`', ['least', 'most'])
      : expected(cursor, `\`than\` after \`${start.text}\``, ['than']);
  }
  const count = parseNumber(cursor, counted);
  if (count === undefined) return undefined;
  report(cursor, 'count-ambiguous', start, { count: `${count} ${count === 1 ? counted.one : counted.many}` });
  return { op: 'at-least', count };
}

/** `3 times`, `once`, `twice`, `5 days`. */
function parseNumber(cursor: Cursor, counted: Counted): number | undefined {
  if (counted === TIMES && take(cursor, 'once')) return 1;
  if (counted === TIMES && take(cursor, 'twice')) return 2;
  const token = peek(cursor);
  if (token.kind !== 'number') {
    return expected(cursor, `a number of ${counted.what}, such as \`3 ${counted.many}\``);
  }
  if (!Number.isInteger(token.value) || token.value < 0 || token.value > counted.most) {
    const wanted = `a whole number from 0 to ${counted.most}`;
    return report(cursor, 'wrong-value', token, { expected: wanted, found: spoken(token) });
  }
  advance(cursor);
  if (!takeOne(cursor, counted.many, counted.one)) {
    return expected(cursor, `\`${counted.many}\``, [counted.many, counted.one]);
  }
  return token.value;
}
