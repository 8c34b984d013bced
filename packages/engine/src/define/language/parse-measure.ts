import { parseActiveDays } from '../clauses/active-days/parse.ts';
import { type Count, parseCount, startsCount } from '../clauses/event-count/parse-count.ts';
import { parseNthTime } from '../clauses/nth-time/parse.ts';
import type { EventSelector } from '../selector/event-selector.ts';
import type { ClauseNode } from './ast.ts';
import { ahead, type Cursor } from './cursor.ts';
import { parseOften, startsOften } from './parse-often.ts';
import type { Window } from './window.ts';

/** How often something was done, in whichever way. */
export interface Measure {
  /** What it makes of an event and a window; undefined: the window has to be the same for everyone. */
  readonly clause: (event: EventSelector, window: Window) => ClauseNode | undefined;
  /** It says when by itself: there is no window beside it. */
  readonly saysWhen?: true;
  /** It is a number of times, of events that may have to be close together. */
  readonly count?: Count;
}

/** What is meant when nothing is said. */
export const ONCE: Measure = times({ op: 'at-least', count: 1 });

/** Could a measure start here, or something that was meant to be one? */
export function startsMeasure(cursor: Cursor): boolean {
  return ahead(cursor, 'on') || ahead(cursor, 'for') || startsCount(cursor);
}

export function parseMeasure(cursor: Cursor): Measure | undefined {
  if (ahead(cursor, 'on')) return parseActiveDays(cursor);
  if (ahead(cursor, 'for')) return parseNthTime(cursor);
  if (startsOften(cursor)) return parseOften(cursor);
  const count = parseCount(cursor);
  return count && times(count);
}

function times(count: Count): Measure {
  return { count, clause: (event, window) => ({ kind: 'event-count', event, ...count, window }) };
}
