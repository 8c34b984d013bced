import { type Cursor, isToken, peek, report } from '../../language/cursor.ts';
import { parseScopedProperty } from '../../language/parse-name.ts';
import { printProperty } from '../../language/print-literal.ts';
import { spoken } from '../../language/token.ts';

/** The name of one of the unit's own properties, for which `user.` is not said. */
export function parseOwnProperty(cursor: Cursor): string | undefined {
  const start = peek(cursor);
  const of = parseScopedProperty(cursor);
  if (of?.scope === 'user') {
    const found = isToken(start, 'user') ? '`user.`' : spoken(start);
    report(cursor, 'user-scope', start, { found, property: printProperty(of.property) });
  }
  return of?.property;
}
