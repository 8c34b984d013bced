import { advance, ahead, type Cursor, isToken, peek, report, take } from '../../language/cursor.ts';
import type { Duration } from '../../language/duration.ts';
import { startsMeasure } from '../../language/parse-measure.ts';
import { parseSelector } from '../../language/parse-selector.ts';
import { startsSession } from '../../language/parse-session.ts';
import { parseDuration, parseWindow, startsWindow } from '../../language/parse-window.ts';
import type { Window } from '../../language/window.ts';
import type { ChainStep } from '../sequence/schema.ts';
import type { NotFollowedClause } from './schema.ts';

/** Moves over the `not` of `then not c`, or `did not do`, which says the same, and says whether it was there. */
export function takeThenNot(cursor: Cursor): boolean {
  // Other ways to say it: understood, and not offered.
  if (isToken(peek(cursor), 'did') && take(cursor, 'did', 'not', 'do')) return true;
  if (!take(cursor, 'not')) return false;
  if (isToken(peek(cursor), 'do') || isToken(peek(cursor), 'did')) advance(cursor);
  return true;
}

/**
 * The rest of `did a then b then not c …` after its `not`: the event, then `within` and the window in any order. `said` is a
 * `within` that stood before the `not`.
 */
export function parseNotFollowed(
  cursor: Cursor,
  steps: ChainStep[],
  said: Duration | undefined,
): NotFollowedClause | undefined {
  const without = parseSelector(cursor);
  if (without === undefined) return undefined;
  let within = said;
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
  const next = peek(cursor);
  if (isToken(next, 'then')) return report(cursor, 'then-after-not', next, {});
  if (startsSession(cursor)) return report(cursor, 'session-of-wait', next, {});
  if (startsMeasure({ ...cursor, wanted: undefined })) return report(cursor, 'count-in-sequence', next, {});
  if (within === undefined) return report(cursor, 'wait-missing', next, {});
  return { kind: 'not-followed', steps, without, within, window: window ?? { kind: 'ever' } };
}

function startsPart(cursor: Cursor, skip: number): boolean {
  const there: Cursor = { ...cursor, at: cursor.at + skip };
  return startsWindow(there) || ahead(there, 'within');
}
