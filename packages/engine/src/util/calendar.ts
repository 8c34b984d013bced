import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../model/time.ts';
import { must } from './assert.ts';

/** From the shortest to the longest. */
export const CALENDAR_UNITS = ['minute', 'hour', 'day', 'week', 'month', 'quarter'] as const;

export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

/** Weekdays in the order of ISO 8601. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/**
 * The instants at which the minutes, hours, days, weeks, months or quarters that overlap [from, to] begin in a time zone, in order, and
 * last the start of the one after `to`: n + 1 instants for n spans. A day is as long as it is there: 23 or 25 hours at a change of clocks.
 * Where midnight is skipped, the day starts when its date does. Weeks begin on `weekStart`, quarters in January, April, July and October.
 */
export function calendarStarts(
  from: Instant,
  to: Instant,
  unit: CalendarUnit,
  timeZone: string,
  weekStart: Weekday = 'monday',
): Instant[] {
  const starts = [startOf(from, unit, timeZone, weekStart)];
  for (let last = starts[0] ?? from; last <= to; starts.push(last)) last = next(last, unit, timeZone);
  return starts;
}

/** How many spans `calendarStarts` would give, within one: for a limit before the work. */
export function calendarSpans(from: Instant, to: Instant, unit: CalendarUnit): number {
  const length = {
    minute: MINUTE_MS,
    hour: HOUR_MS,
    day: DAY_MS,
    week: 7 * DAY_MS,
    month: 28 * DAY_MS,
    quarter: 90 * DAY_MS,
  }[unit];
  return Math.ceil((to - from) / length) + 1;
}

/** What to say of a text that isTimeZone refuses. */
export const NAME_A_ZONE = 'Expected a time zone by its IANA name, as Europe/Berlin; +02:00 is Etc/GMT-2';

/** Names as the IANA database spells them: not an offset, and not `europe/berlin`. */
const ZONE_NAME = /^(?:[A-Z][A-Za-z0-9+-]*|(?:US|[A-Z][a-z]+)(?:\/[A-Z][A-Za-z0-9_+-]*)+)$/;

/**
 * Is it the name of a zone that every part of the house knows? JavaScript takes any case, and newer versions of it offsets; the event store takes
 * neither.
 */
export function isTimeZone(timeZone: string): boolean {
  if (!ZONE_NAME.test(timeZone)) return false;
  try {
    const known = formatOf(timeZone).resolvedOptions().timeZone;
    return known === timeZone || known.toLowerCase() !== timeZone.toLowerCase();
  } catch {
    return false;
  }
}

/** The local date and time as if it were UTC: what a clock on the wall shows, in ms. */
export function localTime(at: Instant, timeZone: string): number {
  return at + offset(at, timeZone);
}

const CLOCK_MS = { minute: MINUTE_MS, hour: HOUR_MS } as const;

function startOf(at: Instant, unit: CalendarUnit, timeZone: string, weekStart: Weekday): Instant {
  const local = localTime(at, timeZone);
  if (unit === 'minute' || unit === 'hour') return at - modulo(local, CLOCK_MS[unit]);
  const date = new Date(local - modulo(local, DAY_MS));
  if (unit === 'week') {
    // Sunday is 0 of a date and the last of WEEKDAYS.
    const since = modulo(date.getUTCDay() - 1 - WEEKDAYS.indexOf(weekStart), 7);
    date.setUTCDate(date.getUTCDate() - since);
  }
  if (unit === 'month') date.setUTCDate(1);
  if (unit === 'quarter') date.setUTCMonth(date.getUTCMonth() - (date.getUTCMonth() % 3), 1);
  return startOfDate(date.getTime(), timeZone);
}

function next(start: Instant, unit: CalendarUnit, timeZone: string): Instant {
  if (unit === 'minute' || unit === 'hour') {
    const after = start + CLOCK_MS[unit];
    const found = after - modulo(localTime(after, timeZone), CLOCK_MS[unit]);
    return found > start ? found : after;
  }
  // A start may lie some hours into its date, never so far that half a day on is another date.
  const local = localTime(start, timeZone);
  const date = new Date(local - modulo(local, DAY_MS));
  if (unit === 'day') date.setUTCDate(date.getUTCDate() + 1);
  if (unit === 'week') date.setUTCDate(date.getUTCDate() + 7);
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
  if (unit === 'quarter') date.setUTCMonth(date.getUTCMonth() + 3);
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
