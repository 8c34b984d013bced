import { ahead, type Cursor, expected, take } from '../../language/cursor.ts';
import { parseSession, startsSession } from '../../language/parse-session.ts';
import { parseDuration } from '../../language/parse-window.ts';
import type { Together } from './schema.ts';

export function startsTogether(cursor: Cursor): boolean {
  return ahead(cursor, 'in', 'any') || startsSession(cursor);
}

/** `in any 7 days`, `in one session`. */
export function parseTogether(cursor: Cursor): Together | undefined {
  if (startsSession(cursor)) return parseSession(cursor);
  if (!take(cursor, 'in', 'any')) return expected(cursor, '`in any 7 days` or `in one session`', ['in']);
  const duration = parseDuration(cursor);
  return duration && { kind: 'any', duration };
}
