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
import { parseFilters } from '../../language/parse-selector.ts';
import { parseWindow, startsWindow } from '../../language/parse-window.ts';
import { spoken } from '../../language/token.ts';
import type { Window } from '../../language/window.ts';
import type { EventSelector } from '../../selector/event-selector.ts';
import { parseNthTime } from '../nth-time/parse.ts';
import type { NthTimeClause } from '../nth-time/schema.ts';
import { printCount } from './print.ts';
import type { CountComparison, EventCountClause } from './schema.ts';

interface Count {
  readonly op: CountComparison;
  readonly count: number;
}

const COMPARISONS: readonly (readonly [CountComparison, readonly string[]])[] = [
  ['at-least', ['at', 'least']],
  ['at-most', ['at', 'most']],
  ['exactly', ['exactly']],
  ['more-than', ['more', 'than']],
  ['less-than', ['less', 'than']],
  ['less-than', ['fewer', 'than']],
  ['not-exactly', ['not', 'exactly']],
];

const OPERATORS: ReadonlyMap<string, CountComparison> = new Map([
  ['>=', 'at-least'],
  ['<=', 'at-most'],
  ['=', 'exactly'],
  ['==', 'exactly'],
  ['>', 'more-than'],
  ['<', 'less-than'],
  ['!=', 'not-exactly'],
  ['<>', 'not-exactly'],
]);

/**
 * The rest of `did x …` after its event: filters, a count and a window, each at most once and in any order, with or without a
 * comma before. No count means at least once, no window means ever. With `for the 3rd time` it is another kind of clause.
 */
export function parseEventCount(
  cursor: Cursor,
  selector: EventSelector,
): EventCountClause | NthTimeClause | undefined {
  let event = selector;
  let count: Count | undefined;
  let window: Window | undefined;
  for (;;) {
    if (ahead(cursor, ',') && startsPart(cursor, 1)) advance(cursor);
    const start = peek(cursor);
    if (ahead(cursor, 'where')) {
      const filters = parseFilters(cursor);
      if (filters === undefined) return undefined;
      if (event.filters.length > 0) report(cursor, 'said-twice', start, { part: '`where`' });
      event = { ...event, filters };
    } else if (startsWindow(cursor)) {
      const read = parseWindow(cursor);
      if (read === undefined) return undefined;
      if (window !== undefined) report(cursor, 'said-twice', start, { part: 'The window' });
      window = read;
    } else if (startsCount(cursor)) {
      const read = parseCount(cursor);
      if (read === undefined) return undefined;
      if (count !== undefined) report(cursor, 'said-twice', start, { part: 'The count' });
      count = read;
    } else break;
  }
  if (ahead(cursor, 'for')) {
    if (count !== undefined) return report(cursor, 'nth-and-count', peek(cursor), {});
    const nth = parseNthTime(cursor, event, window);
    return nth && startsCount(cursor) ? report(cursor, 'nth-and-count', peek(cursor), {}) : nth;
  }
  if (isToken(peek(cursor), 'then')) return report(cursor, 'count-in-sequence', peek(cursor), {});
  if (isToken(peek(cursor), 'within')) return report(cursor, 'within-alone', peek(cursor), {});
  return {
    kind: 'event-count',
    event,
    op: count?.op ?? 'at-least',
    count: count?.count ?? 1,
    window: window ?? { kind: 'ever' },
  };
}

/** Could a count or a window start here? What may follow a comma. */
function startsPart(cursor: Cursor, skip: number): boolean {
  const there: Cursor = { ...cursor, at: cursor.at + skip };
  return startsWindow(there) || startsCount(there) || ahead(there, 'where');
}

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

/** Could a count start here, or `for the 3rd time`? Where neither may stand, so that it is not offered. */
export function startsTimes(cursor: Cursor): boolean {
  return isToken(peek(cursor), 'for') || startsCount({ ...cursor, wanted: undefined });
}

function parseCount(cursor: Cursor): Count | undefined {
  const start = peek(cursor);
  const operator = start.kind === 'mark' ? OPERATORS.get(start.text) : undefined;
  if (operator !== undefined) {
    advance(cursor);
    const count = parseTimes(cursor);
    if (count === undefined) return undefined;
    report(cursor, 'count-operator', start, { found: spoken(start), words: printCount(operator, count) });
    return { op: operator, count };
  }
  for (const [op, words] of COMPARISONS) {
    if (take(cursor, ...words)) {
      const count = parseTimes(cursor);
      return count === undefined ? undefined : { op, count };
    }
  }
  if (takeOne(cursor, 'at', 'more', 'less', 'fewer')) {
    return isToken(start, 'at')
      ? expected(cursor, '`least` or `most` after `at`', ['least', 'most'])
      : expected(cursor, `\`than\` after \`${start.text}\``, ['than']);
  }
  const count = parseTimes(cursor);
  if (count === undefined) return undefined;
  report(cursor, 'count-ambiguous', start, { count: `${count} ${count === 1 ? 'time' : 'times'}` });
  return { op: 'at-least', count };
}

/** `3 times`, `once`, `twice`. */
function parseTimes(cursor: Cursor): number | undefined {
  if (take(cursor, 'once')) return 1;
  if (take(cursor, 'twice')) return 2;
  const token = peek(cursor);
  if (token.kind !== 'number') return expected(cursor, 'a number of times, such as `3 times`');
  if (!Number.isInteger(token.value) || token.value < 0 || token.value > 1_000_000_000) {
    return report(cursor, 'wrong-value', token, {
      expected: 'a whole number from 0 to 1000000000',
      found: spoken(token),
    });
  }
  advance(cursor);
  if (!takeOne(cursor, 'times', 'time')) return expected(cursor, '`times`', ['times', 'time']);
  return token.value;
}
