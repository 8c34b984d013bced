import { advance, ahead, type Cursor, peek, report, spanFrom, takeRequired } from '../../language/cursor.ts';
import { parseWindow, startsWindow } from '../../language/parse-window.ts';
import type { FirstSeenClause } from './schema.ts';

/** The rest of `first seen in the last 7 days` after `first`. */
export function parseFirstSeen(cursor: Cursor): FirstSeenClause | undefined {
  if (!takeRequired(cursor, 'seen')) return undefined;
  if (ahead(cursor, ',')) advance(cursor);
  if (!startsWindow(cursor)) {
    return report(cursor, 'window-missing', peek(cursor), { after: 'first seen' });
  }
  const start = peek(cursor);
  const window = parseWindow(cursor);
  if (window?.kind === 'first') return report(cursor, 'window-of-first-seen', spanFrom(cursor, start), {});
  return window && { kind: 'first-seen', window };
}
