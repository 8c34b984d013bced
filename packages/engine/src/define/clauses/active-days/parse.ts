import { type Cursor, take, takeRequired } from '../../language/cursor.ts';
import type { Measure } from '../../language/parse-measure.ts';
import { parseZone } from '../../language/parse-zone.ts';
import { type Counted, parseCount } from '../event-count/parse-count.ts';
import { printDays } from './print.ts';
import { MAX_DAYS } from './schema.ts';

const DAYS: Counted = { what: 'days', most: MAX_DAYS, one: 'day', many: 'days', print: printDays };

/** `on at least 5 days`, and perhaps `of zone "Europe/Berlin"`. */
export function parseActiveDays(cursor: Cursor): Measure | undefined {
  if (!takeRequired(cursor, 'on')) return undefined;
  const read = parseCount(cursor, DAYS);
  if (read === undefined) return undefined;
  const { op, count: days } = read;
  if (!take(cursor, 'of')) {
    return { clause: (event, window) => ({ kind: 'active-days', event, op, days, window }) };
  }
  if (!takeRequired(cursor, 'zone')) return undefined;
  const timeZone = parseZone(cursor);
  return timeZone === undefined
    ? undefined
    : { clause: (event, window) => ({ kind: 'active-days', event, op, days, timeZone, window }) };
}
