import { advance, ahead, type Cursor, isToken, peek, report, take } from '../../language/cursor.ts';
import type { Duration } from '../../language/duration.ts';
import { startsMeasure } from '../../language/parse-measure.ts';
import { parseSelector } from '../../language/parse-selector.ts';
import { parseDuration, parseWindow, startsWindow } from '../../language/parse-window.ts';
import type { Window } from '../../language/window.ts';
import type { EventSelector } from '../../selector/event-selector.ts';
import type { SequenceClause } from './schema.ts';

/** The rest of `did a then b …` after its first step: the steps, then `within` and the window in any order. */
export function parseSequence(cursor: Cursor, first: EventSelector): SequenceClause | undefined {
  const steps = [first];
  while (take(cursor, 'then')) {
    // Said again before a step: understood, and not printed.
    if (isToken(peek(cursor), 'did')) advance(cursor);
    const step = parseSelector(cursor);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  let within: Duration | undefined;
  let window: Window | undefined;
  for (;;) {
    if (ahead(cursor, ',') && startsPart(cursor, 1)) advance(cursor);
    const start = peek(cursor);
    if (take(cursor, 'within')) {
      const read = parseDuration(cursor);
      if (read === undefined) return undefined;
      if (within !== undefined) report(cursor, 'said-twice', start, { part: '`within`' });
      within = read;
    } else if (startsWindow(cursor)) {
      const read = parseWindow(cursor);
      if (read === undefined) return undefined;
      if (window !== undefined) report(cursor, 'said-twice', start, { part: 'The window' });
      window = read;
    } else break;
  }
  if (isToken(peek(cursor), 'then') || startsMeasure({ ...cursor, wanted: undefined })) {
    return report(cursor, 'count-in-sequence', peek(cursor), {});
  }
  return {
    kind: 'sequence',
    steps,
    ...(within && { within }),
    window: window ?? { kind: 'ever' },
  };
}

function startsPart(cursor: Cursor, skip: number): boolean {
  const there: Cursor = { ...cursor, at: cursor.at + skip };
  return startsWindow(there) || ahead(there, 'within');
}
