import type { EventSelector } from '../selector/event-selector.ts';
import type { PropertyFilter } from '../selector/property-filter.ts';
import { ahead, type Cursor, expected, peek, take } from './cursor.ts';
import { parseComparison, parseList } from './parse-comparison.ts';
import { isName, parseName, parseScopedProperty } from './parse-name.ts';

/** Which events: names, then the filters that may follow at once. */
export function parseSelector(cursor: Cursor): EventSelector | undefined {
  const names = parseNames(cursor);
  if (names === undefined) return undefined;
  if (!ahead(cursor, 'where')) return { names, filters: [] };
  const filters = parseFilters(cursor);
  return filters && { names, filters };
}

function parseNames(cursor: Cursor): string[] | undefined {
  if (take(cursor, 'any', 'event')) return [];
  if (take(cursor, 'any', 'of')) return parseList(cursor, eventName);
  if (take(cursor, 'any')) return expected(cursor, '`event` or `of (…)` after `any`', ['event', 'of']);
  const name = eventName(cursor);
  return name === undefined ? undefined : [name];
}

function eventName(cursor: Cursor): string | undefined {
  return parseName(cursor, 'the name of an event');
}

/**
 * `where` and its filters. The word after `and` decides whether it belongs here: a name goes on with the filters, a reserved
 * word or a parenthesis starts the next condition.
 */
export function parseFilters(cursor: Cursor): PropertyFilter[] | undefined {
  if (!take(cursor, 'where')) return expected(cursor, '`where`');
  const filters: PropertyFilter[] = [];
  do {
    const filter = parseFilter(cursor);
    if (filter === undefined) return undefined;
    filters.push(filter);
  } while (isName(peek(cursor, 1)) && take(cursor, 'and'));
  return filters;
}

function parseFilter(cursor: Cursor): PropertyFilter | undefined {
  const of = parseScopedProperty(cursor);
  if (of === undefined) return undefined;
  const comparison = parseComparison(cursor);
  return comparison && { ...of, ...comparison };
}
