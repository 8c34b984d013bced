import { isTimeZone } from '../../util/calendar.ts';
import { advance, type Cursor, peek, report } from './cursor.ts';
import { spoken } from './token.ts';

/** The name of a time zone in quotes. */
export function parseZone(cursor: Cursor): string | undefined {
  const token = peek(cursor);
  if (token.kind !== 'string' || !isTimeZone(token.value)) {
    const wanted = 'the name of a time zone in double quotes, such as "Europe/Berlin"';
    return report(cursor, 'wrong-value', token, { expected: wanted, found: spoken(token) });
  }
  advance(cursor);
  return token.value;
}
