import type { Instant } from '../../model/time.ts';
import { LATEST_INSTANT } from './window.ts';

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** An instant as ISO 8601 writes it, or why it cannot be read. A date alone is its first instant in UTC. */
export function readDate(text: string): { readonly value: Instant } | { readonly why: string } {
  const found = DATE.exec(text);
  if (!found) return { why: 'write 2026-01-31 or 2026-01-31T09:30Z' };
  const [, year = '', month = '', day = '', hour, minute = '0', second = '0', fraction = '0', zone] = found;
  if (hour !== undefined && zone === undefined) return { why: 'say the time zone: add Z for UTC, or +02:00' };
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const named = new Date(midnight);
  if (named.getUTCMonth() !== Number(month) - 1 || named.getUTCDate() !== Number(day)) {
    return { why: 'there is no such day' };
  }
  if (Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return { why: 'there is no such time of day' };
  }
  const offset = zoneMinutes(zone);
  if (offset === undefined) return { why: 'there is no such time zone' };
  const value =
    midnight +
    Number(hour ?? 0) * 3_600_000 +
    (Number(minute) - offset) * 60_000 +
    Number(second) * 1_000 +
    Number(fraction.padEnd(3, '0'));
  if (value < 0 || value > LATEST_INSTANT) return { why: 'write an instant from 1970 to 2200' };
  return { value };
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
