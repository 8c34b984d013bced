import { ahead, type Cursor, expected, take } from './cursor.ts';
import type { InSession } from './in-session.ts';

/** Could `in one session` start here? */
export function startsSession(cursor: Cursor): boolean {
  return ahead(cursor, 'in', 'one');
}

/** `in one session`. */
export function parseSession(cursor: Cursor): InSession | undefined {
  if (take(cursor, 'in', 'one', 'session')) return { kind: 'session' };
  take(cursor, 'in', 'one');
  return expected(cursor, '`session`', ['session']);
}
