import {
  advance,
  ahead,
  type Cursor,
  expected,
  isToken,
  peek,
  report,
  spanFrom,
  take,
  takeOne,
  takeRequired,
} from '../../language/cursor.ts';
import type { TextSpan } from '../../language/diagnostics.ts';
import { parseFilters } from '../../language/parse-selector.ts';
import { parseDuration, parseWindow, startsWindow } from '../../language/parse-window.ts';
import { spoken, type Token } from '../../language/token.ts';
import type { Window } from '../../language/window.ts';
import type { EventSelector } from '../../selector/event-selector.ts';
import { type AggregateOf, parseAggregate, startsAggregate } from '../event-aggregate/parse.ts';
import type { EventAggregateClause } from '../event-aggregate/schema.ts';
import { printCount, printTogether } from './print.ts';
import { type CountComparison, type EventCountClause, eventsNeeded, type Together } from './schema.ts';

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
 * The rest of `did x …` after its event: filters, a count and how close together or an aggregate, and a window, each at most once and in any order, with or without a
 * comma before. No count means at least once, no window means ever.
 */
export function parseEventCount(
  cursor: Cursor,
  selector: EventSelector,
): EventCountClause | EventAggregateClause | undefined {
  let event = selector;
  let count: Count | undefined;
  let together: Together | undefined;
  let closeness: TextSpan | undefined;
  let aggregate: AggregateOf | undefined;
  let counted: Token | undefined;
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
    } else if (startsAggregate(cursor)) {
      const read = parseAggregate(cursor);
      if (read === undefined) return undefined;
      if (aggregate !== undefined) report(cursor, 'said-twice', start, { part: '`with`' });
      aggregate = read;
    } else if (startsTogether(cursor)) {
      counted = start;
      const read = parseTogether(cursor);
      if (read === undefined) return undefined;
      if (together !== undefined) report(cursor, 'said-twice', start, { part: 'How close together' });
      together = read;
      closeness = spanFrom(cursor, start);
    } else if (startsCount(cursor)) {
      counted = start;
      const read = parseCount(cursor);
      if (read === undefined) return undefined;
      if (count !== undefined) report(cursor, 'said-twice', start, { part: 'The count' });
      count = read;
    } else break;
  }
  if (isToken(peek(cursor), 'then')) return report(cursor, 'count-in-sequence', peek(cursor), {});
  if (isToken(peek(cursor), 'within')) return report(cursor, 'within-alone', peek(cursor), {});
  if (aggregate !== undefined) {
    if (counted !== undefined) return report(cursor, 'count-with-aggregate', counted, {});
    return { kind: 'event-aggregate', event, ...aggregate, window: window ?? { kind: 'ever' } };
  }
  const { op, count: times } = count ?? { op: 'at-least', count: 1 };
  if (together && closeness && eventsNeeded({ op, count: times }) === 0) {
    return report(cursor, 'together-needs-events', closeness, { words: printTogether(together) });
  }
  return {
    kind: 'event-count',
    event,
    op,
    count: times,
    ...(together && { together }),
    window: window ?? { kind: 'ever' },
  };
}

function startsTogether(cursor: Cursor): boolean {
  return ahead(cursor, 'in', 'any') || ahead(cursor, 'in', 'one');
}

/** `in any 7 days`, `in one session`. */
function parseTogether(cursor: Cursor): Together | undefined {
  if (take(cursor, 'in', 'one')) return takeRequired(cursor, 'session') ? { kind: 'session' } : undefined;
  if (!take(cursor, 'in', 'any')) return expected(cursor, '`in any 7 days` or `in one session`', ['in']);
  const duration = parseDuration(cursor);
  return duration && { kind: 'any', duration };
}

/** Could a count or a window start here? What may follow a comma. */
function startsPart(cursor: Cursor, skip: number): boolean {
  const there: Cursor = { ...cursor, at: cursor.at + skip };
  return (
    startsWindow(there) ||
    startsTogether(there) ||
    startsAggregate(there) ||
    startsCount(there) ||
    ahead(there, 'where')
  );
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
