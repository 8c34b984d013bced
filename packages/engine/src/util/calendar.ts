import { DAY_MS, HOUR_MS, type Instant } from '../model/time.ts';
import { must } from './assert.ts';

export type CalendarUnit = 'hour' | 'day' | 'week' | 'month';

/**
 * The instants at which the hours, days, weeks (from Monday) or months that overlap [from, to] begin in a time zone, in order, and
 * last the start of the one after `to`: n + 1 instants for n spans. A day is as long as it is there: 23 or 25 hours at a change of clocks.
 * Where midnight is skipped, the day starts when its date does.
 */
export function calendarStarts(from: Instant, to: Instant, unit: CalendarUnit, timeZone: string): Instant[] {
  const starts = [startOf(from, unit, timeZone)];
  for (let last = starts[0] ?? from; last <= to; starts.push(last)) last = next(last, unit, timeZone);
  return starts;
}

/** How many spans `calendarStarts` would give, within one: for a limit before the work. */
export function calendarSpans(from: Instant, to: Instant, unit: CalendarUnit): number {
  const length = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, month: 28 * DAY_MS }[unit];
  return Math.ceil((to - from) / length) + 1;
}

/** Is it a zone that the calendar knows, such as `Europe/Berlin`? */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The local date and time as if it were UTC: what a clock on the wall shows, in ms. */
export function localTime(at: Instant, timeZone: string): number {
  return at + offset(at, timeZone);
}

function startOf(at: Instant, unit: CalendarUnit, timeZone: string): Instant {
  const local = localTime(at, timeZone);
  if (unit === 'hour') return at - modulo(local, HOUR_MS);
  const date = new Date(local - modulo(local, DAY_MS));
  if (unit === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (unit === 'month') date.setUTCDate(1);
  return startOfDate(date.getTime(), timeZone);
}

function next(start: Instant, unit: CalendarUnit, timeZone: string): Instant {
  if (unit === 'hour') {
    const found = startOf(start + HOUR_MS, 'hour', timeZone);
    return found > start ? found : start + HOUR_MS;
  }
  // A start may lie some hours into its date, never so far that half a day on is another date.
  const local = localTime(start, timeZone);
  const date = new Date(local - modulo(local, DAY_MS));
  if (unit === 'day') date.setUTCDate(date.getUTCDate() + 1);
  if (unit === 'week') date.setUTCDate(date.getUTCDate() + 7);
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
  return startOfDate(date.getTime(), timeZone);
}

/** The first instant of a local date, given as the UTC midnight of the same name. */
function startOfDate(midnight: number, timeZone: string): Instant {
  const guess = midnight - offset(midnight, timeZone);
  const candidate = midnight - offset(guess, timeZone);
  if (
    localTime(candidate, timeZone) === midnight &&
    localTime(candidate - HOUR_MS, timeZone) < midnight &&
    localTime(candidate - 1, timeZone) < midnight
  ) {
    return candidate;
  }
  let before = midnight - DAY_MS;
  let after = midnight + DAY_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localTime(middle, timeZone) >= midnight) after = middle;
    else before = middle;
  }
  return after;
}

function offset(at: Instant, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  const part = (name: string): number => must(parts[name], name);
  const seconds = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return seconds - (at - modulo(at, 1000));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is dear; it holds nothing but the zone's rules. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
