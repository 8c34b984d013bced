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
import { ORDINAL_WORDS } from '../../language/ordinal.ts';
import { parseFilters } from '../../language/parse-selector.ts';
import { parseWindow, startsWindow } from '../../language/parse-window.ts';
import { spoken } from '../../language/token.ts';
import type { Window } from '../../language/window.ts';
import type { EventSelector } from '../../selector/event-selector.ts';
import type { NthTimeClause } from './schema.ts';

/**
 * `for the 3rd time` after `did x …`, then filters and a window in any order, as far as they were not `said` before it.
 */
export function parseNthTime(
  cursor: Cursor,
  selector: EventSelector,
  said: Window | undefined,
): NthTimeClause | undefined {
  if (!takeRequired(cursor, 'for')) return undefined;
  take(cursor, 'the');
  const n = parseOrdinal(cursor);
  if (n === undefined || !takeRequired(cursor, 'time')) return undefined;
  let event = selector;
  let window = said;
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
    } else break;
  }
  return { kind: 'nth-time', event, n, window: window ?? { kind: 'ever' } };
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

function startsPart(cursor: Cursor, skip: number): boolean {
  const there: Cursor = { ...cursor, at: cursor.at + skip };
  return startsWindow(there) || ahead(there, 'where');
}
