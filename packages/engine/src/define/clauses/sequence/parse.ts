import { advance, ahead, type Cursor, isToken, peek, report, take } from '../../language/cursor.ts';
import type { Duration } from '../../language/duration.ts';
import type { InSession } from '../../language/in-session.ts';
import { startsMeasure } from '../../language/parse-measure.ts';
import { parseSelector } from '../../language/parse-selector.ts';
import { parseSession, startsSession } from '../../language/parse-session.ts';
import { parseDuration, parseWindow, startsWindow } from '../../language/parse-window.ts';
import type { Window } from '../../language/window.ts';
import type { EventSelector } from '../../selector/event-selector.ts';
import { parseNotFollowed, takeThenNot } from '../not-followed/parse.ts';
import type { NotFollowedClause } from '../not-followed/schema.ts';
import type { ChainStep, SequenceClause } from './schema.ts';

/**
 * The rest of `did a then within 1 hour b …` after its first step: the steps, then `within`, `in one session` and the window in
 * any order. After `then not` it is another kind of clause.
 */
export function parseSequence(
  cursor: Cursor,
  first: EventSelector,
): SequenceClause | NotFollowedClause | undefined {
  const steps: ChainStep[] = [first];
  while (take(cursor, 'then')) {
    const soon = take(cursor, 'within');
    const gap = soon ? parseDuration(cursor) : undefined;
    if (soon && gap === undefined) return undefined;
    if (takeThenNot(cursor)) return parseNotFollowed(cursor, steps, gap);
    // Said again before a step: understood, and not printed.
    if (isToken(peek(cursor), 'did')) advance(cursor);
    const step = parseSelector(cursor);
    if (step === undefined) return undefined;
    steps.push({ ...step, ...(gap && { within: gap }) });
  }
  let within: Duration | undefined;
  let together: InSession | undefined;
  let window: Window | undefined;
  for (;;) {
    if (ahead(cursor, ',') && startsPart(cursor, 1)) advance(cursor);
    const start = peek(cursor);
    if (take(cursor, 'within')) {
      const read = parseDuration(cursor);
      if (read === undefined) return undefined;
      if (within !== undefined) report(cursor, 'said-twice', start, { part: '`within`' });
      within = read;
    } else if (startsSession(cursor)) {
      const read = parseSession(cursor);
      if (read === undefined) return undefined;
      if (together !== undefined) report(cursor, 'said-twice', start, { part: '`in one session`' });
      together = read;
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
    ...(together && { together }),
    window: window ?? { kind: 'ever' },
  };
}

function startsPart(cursor: Cursor, skip: number): boolean {
  const there: Cursor = { ...cursor, at: cursor.at + skip };
  return startsWindow(there) || startsSession(there) || ahead(there, 'within');
}
