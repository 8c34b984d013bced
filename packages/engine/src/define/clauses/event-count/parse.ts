import type { ClauseNode } from '../../language/ast.ts';
import { advance, ahead, type Cursor, isToken, peek, report, spanFrom } from '../../language/cursor.ts';
import type { TextSpan } from '../../language/diagnostics.ts';
import { type Measure, ONCE, parseMeasure, startsMeasure } from '../../language/parse-measure.ts';
import { parseFilters } from '../../language/parse-selector.ts';
import { parseWindow, startsWindow } from '../../language/parse-window.ts';
import type { Token } from '../../language/token.ts';
import type { Window } from '../../language/window.ts';
import type { EventSelector } from '../../selector/event-selector.ts';
import { type AggregateOf, parseAggregate, startsAggregate } from '../event-aggregate/parse.ts';
import { parseTogether, startsTogether } from './parse-together.ts';
import { printTogether } from './print.ts';
import { eventsNeeded, type Together } from './schema.ts';

/**
 * The rest of `did x …` after its event: filters, how often and how close together or how much, and a window, each at most
 * once and in any order, with or without a comma before. How often and how much decide what kind of clause it is; nothing means
 * at least once, and no window means ever.
 */
export function parseEventCount(cursor: Cursor, selector: EventSelector): ClauseNode | undefined {
  let event = selector;
  let measure: Measure | undefined;
  let together: Together | undefined;
  let togetherSpan: TextSpan | undefined;
  let aggregate: AggregateOf | undefined;
  /** Where it was said last how often or how close together. */
  let counted: Token | undefined;
  let window: Window | undefined;
  let windowSpan: TextSpan | undefined;
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
      if (window !== undefined || measure?.saysWhen) {
        report(cursor, 'said-twice', start, { part: 'The window' });
      }
      window = read;
      windowSpan = spanFrom(cursor, start);
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
      togetherSpan = spanFrom(cursor, start);
    } else if (startsMeasure(cursor)) {
      counted = start;
      const read = parseMeasure(cursor);
      if (read === undefined) return undefined;
      if (measure !== undefined) report(cursor, 'said-twice', start, { part: 'How often' });
      else if (read.saysWhen && window) report(cursor, 'said-twice', start, { part: 'The window' });
      measure = read;
    } else break;
  }
  if (isToken(peek(cursor), 'then')) return report(cursor, 'count-in-sequence', peek(cursor), {});
  if (isToken(peek(cursor), 'within')) return report(cursor, 'within-alone', peek(cursor), {});
  window ??= { kind: 'ever' };
  if (aggregate !== undefined) {
    if (counted !== undefined) return report(cursor, 'count-with-aggregate', counted, {});
    return { kind: 'event-aggregate', event, ...aggregate, window };
  }
  measure ??= ONCE;
  if (together && togetherSpan) {
    const { count } = measure;
    const words = printTogether(together);
    if (count === undefined) return report(cursor, 'together-needs-count', togetherSpan, { words });
    if (eventsNeeded(count) === 0) return report(cursor, 'together-needs-events', togetherSpan, { words });
    return { kind: 'event-count', event, ...count, together, window };
  }
  const clause = measure.clause(event, window);
  return clause ?? report(cursor, 'window-differs', windowSpan ?? peek(cursor), {});
}

/** Could another part start here? What may follow a comma. */
function startsPart(cursor: Cursor, skip: number): boolean {
  const there: Cursor = { ...cursor, at: cursor.at + skip };
  return (
    startsWindow(there) ||
    startsTogether(there) ||
    startsAggregate(there) ||
    startsMeasure(there) ||
    ahead(there, 'where')
  );
}
