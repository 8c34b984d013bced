import { parseActiveDays } from '../clauses/active-days/parse.ts';
import { parseCount, startsCount } from '../clauses/event-count/parse-count.ts';
import type { EventSelector } from '../selector/event-selector.ts';
import type { ClauseNode } from './ast.ts';
import { ahead, type Cursor } from './cursor.ts';
import type { Window } from './window.ts';

/** How often something was done, in whichever way: what makes a clause of an event and a window. */
export type Measure = (event: EventSelector, window: Window) => ClauseNode;

/** Could a measure start here, or something that was meant to be one? */
export function startsMeasure(cursor: Cursor): boolean {
  return ahead(cursor, 'on') || startsCount(cursor);
}

export function parseMeasure(cursor: Cursor): Measure | undefined {
  if (ahead(cursor, 'on')) return parseActiveDays(cursor);
  const count = parseCount(cursor);
  return count && ((event, window) => ({ kind: 'event-count', event, ...count, window }));
}
