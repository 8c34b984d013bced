import { EARLIEST_EVENT, FUTURE_ALLOWANCE_MS, type Instant } from '../../model/time.ts';
import { failed, ok, type Result } from '../../util/result.ts';
import type { Mapping } from './mapping.ts';
import { compileTimeFormat } from './time-format.ts';
import { wallClockReader } from './zone-offset.ts';

/** A cell's instant, or why there is none, as a sentence without its subject. */
export type TimeReader = (value: unknown) => Instant | string;

const PER_UNIT = { ms: 1, s: 1000, us: 1 / 1000, ns: 1 / 1_000_000 } as const;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Compiles `mapping.time` into a reader of cells. Finer times than a millisecond are cut, never rounded up. A Date (as
 * Parquet gives) is taken whatever the unit. Problems: `unknown-zone`, `invalid-format`, `invalid-time`.
 */
export function compileTime(time: Mapping['time']): Result<TimeReader> {
  if (typeof time === 'string') return isoReader('UTC');
  if ('constant' in time) {
    const reader = isoReader('UTC');
    if (!reader.ok) return reader;
    const constant = reader.value(time.constant);
    if (typeof constant === 'string') {
      return failed({ code: 'invalid-time', path: 'time.constant', message: constant });
    }
    return ok(() => constant);
  }
  const zone = time.zone ?? 'UTC';
  if (time.format !== undefined) return formatReader(time.format, zone);
  const unit = time.unit ?? 'iso';
  if (unit === 'iso') return isoReader(zone);
  const factor = PER_UNIT[unit];
  return ok((value) => {
    if (value instanceof Date) return value.getTime();
    const number =
      typeof value === 'string' ? (value.trim() === '' ? Number.NaN : Number(value)) : Number(value);
    if (typeof value === 'boolean' || !Number.isFinite(number)) return `is not a number of ${unit}`;
    return Math.floor(number * factor);
  });
}

/** What is wrong with an instant as the time of an event, or undefined. Guesses at a wrong unit. */
export function timeOutOfRange(time: Instant, now: Instant): string | undefined {
  if (time >= EARLIEST_EVENT && time <= now + FUTURE_ALLOWANCE_MS) return undefined;
  const seen = Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : `${time} ms`;
  const plausible = (t: number): boolean => t >= Date.UTC(2000, 0, 1) && t <= now + FUTURE_ALLOWANCE_MS;
  const hint = plausible(time * 1000)
    ? ': is it in seconds? (time.unit "s")'
    : plausible(time / 1000)
      ? ': is it in microseconds? (time.unit "us")'
      : '';
  return `reads as ${seen}, outside 1990 to one day ahead of now${hint}`;
}

function isoReader(zone: string): Result<TimeReader> {
  const instantOf = wallClockReader(zone);
  if (instantOf === undefined) return unknownZone(zone);
  return ok((value) => {
    if (value instanceof Date) return value.getTime();
    if (typeof value !== 'string')
      return 'is not ISO 8601 text: for a number say its unit in the mapping, e.g. "unit": "ms"';
    const found = ISO.exec(value.trim());
    if (found === null) {
      return /^\d+(\.\d+)?$/.test(value)
        ? 'is a number: say its unit in the mapping, e.g. "unit": "ms"'
        : 'is not ISO 8601 such as 2024-05-01T13:00:00Z: give a "format" in the mapping';
    }
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = found;
    const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
    const wall = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      ms,
    );
    if (
      Number(hour) > 23 ||
      Number(minute) > 59 ||
      Number(second) > 59 ||
      new Date(wall).getUTCDate() !== Number(day) ||
      Number(month) > 12
    ) {
      return 'names no real date and time';
    }
    if (offset === undefined) return instantOf(wall);
    if (offset === 'Z' || offset === 'z') return wall;
    const minutes = Number(offset.slice(1, 3)) * 60 + (offset.length > 3 ? Number(offset.slice(-2)) : 0);
    return wall - (offset[0] === '-' ? -minutes : minutes) * 60_000;
  });
}

function formatReader(format: string, zone: string): Result<TimeReader> {
  const instantOf = wallClockReader(zone);
  if (instantOf === undefined) return unknownZone(zone);
  const compiled = compileTimeFormat(format);
  if (!compiled.ok) return compiled;
  return ok((value) => {
    if (value instanceof Date) return value.getTime();
    const found = compiled.value(String(value));
    if (found === undefined) return `does not fit the format ${format}`;
    return found.offsetMs === undefined ? instantOf(found.wallMs) : found.wallMs - found.offsetMs;
  });
}

function unknownZone(zone: string): ReturnType<typeof failed> {
  return failed({
    code: 'unknown-zone',
    path: 'time.zone',
    message: `there is no time zone "${zone}": use an IANA name such as Europe/Berlin`,
  });
}
