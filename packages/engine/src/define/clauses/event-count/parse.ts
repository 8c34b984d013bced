import type { ClauseNode } from '../../language/ast.ts';
import { advance, ahead, type Cursor, isToken, peek, report, spanFrom } from '../../language/cursor.ts';
import type { TextSpan } from '../../language/diagnostics.ts';
import { type Measure, parseMeasure, startsMeasure } from '../../language/parse-measure.ts';
import { parseFilters } from '../../language/parse-selector.ts';
import { parseWindow, startsWindow } from '../../language/parse-window.ts';
import type { Window } from '../../language/window.ts';
import type { EventSelector } from '../../selector/event-selector.ts';

/**
 * The rest of `did x …` after its event: filters, how often and a window, each at most once and in any order, with or without a
 * comma before. How often decides what kind of clause it is; nothing means at least once, and no window means ever.
 */
export function parseEventCount(cursor: Cursor, selector: EventSelector): ClauseNode | undefined {
  let event = selector;
  let measure: Measure | undefined;
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
    } else if (startsMeasure(cursor)) {
      const read = parseMeasure(cursor);
      if (read === undefined) return undefined;
      if (measure !== undefined) report(cursor, 'said-twice', start, { part: 'The count' });
      else if (read.saysWhen && window) report(cursor, 'said-twice', start, { part: 'The window' });
      measure = read;
    } else break;
  }
  if (isToken(peek(cursor), 'then')) return report(cursor, 'count-in-sequence', peek(cursor), {});
  if (isToken(peek(cursor), 'within')) return report(cursor, 'within-alone', peek(cursor), {});
  window ??= { kind: 'ever' };
  if (measure === undefined) return { kind: 'event-count', event, op: 'at-least', count: 1, window };
  const clause = measure.clause(event, window);
  return clause ?? report(cursor, 'window-differs', windowSpan ?? peek(cursor), {});
}

/** Could a count or a window start here? What may follow a comma. */
function startsPart(cursor: Cursor, skip: number): boolean {
  const there: Cursor = { ...cursor, at: cursor.at + skip };
  return startsWindow(there) || startsMeasure(there) || ahead(there, 'where');
}
