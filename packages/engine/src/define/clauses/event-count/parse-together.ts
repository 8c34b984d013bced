import { ahead, type Cursor, expected, take, takeRequired } from '../../language/cursor.ts';
import { parseDuration } from '../../language/parse-window.ts';
import type { Together } from './schema.ts';

export function startsTogether(cursor: Cursor): boolean {
  return ahead(cursor, 'in', 'any') || ahead(cursor, 'in', 'one');
}

/** `in any 7 days`, `in one session`. */
export function parseTogether(cursor: Cursor): Together | undefined {
  if (take(cursor, 'in', 'one')) return takeRequired(cursor, 'session') ? { kind: 'session' } : undefined;
  if (!take(cursor, 'in', 'any')) return expected(cursor, '`in any 7 days` or `in one session`', ['in']);
  const duration = parseDuration(cursor);
  return duration && { kind: 'any', duration };
}
