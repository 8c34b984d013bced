import { DAY_MS, type Instant } from '../../model/time.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import { localTime, WEEKDAYS } from '../../util/calendar.ts';
import type { RetentionIntervals } from './spec.ts';

type Calendar = Pick<RetentionIntervals, 'unit' | 'weekStart'>;

/** How long a rolling interval is. */
export const ROLLING_MS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;

/** 1970-01-01 was a Thursday: so many days after the Monday of its week, and a week more, so that no number is negative. */
const FIRST_DAY = 3 + 7;

/** The local day, week or month of an instant, counted from one some time before 1970: neighbours differ by 1. */
export function periodNumber(at: Instant, calendar: Calendar, timeZone: string): number {
  const day = Math.floor(localTime(at, timeZone) / DAY_MS);
  switch (calendar.unit) {
    case 'day':
      return day;
    case 'week':
      return Math.floor((day + FIRST_DAY - weekShift(calendar)) / 7);
    case 'month': {
      const date = new Date(day * DAY_MS);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
    default:
      return unreachable(calendar.unit);
  }
}

/** The same of an expression in ms, as Int64. */
export function periodSql(at: Sql, calendar: Calendar, timeZone: string): Sql {
  const date = sql`toDate32(fromUnixTimestamp64Milli(${at}, ${param.string(timeZone)}))`;
  switch (calendar.unit) {
    case 'day':
      return sql`toInt64(${date})`;
    case 'week':
      return sql`intDiv(toInt64(${date}) + ${param.int(FIRST_DAY - weekShift(calendar))}, 7)`;
    case 'month':
      return sql`toInt64(toYear(${date})) * 12 + toMonth(${date}) - 1`;
    default:
      return unreachable(calendar.unit);
  }
}

/** The date, as `2026-01-31`, on which a period of that number begins. */
export function periodDate(number: number, calendar: Calendar): string {
  return new Date(firstDay(number, calendar)).toISOString().slice(0, 10);
}

function firstDay(number: number, calendar: Calendar): number {
  switch (calendar.unit) {
    case 'day':
      return number * DAY_MS;
    case 'week':
      return (number * 7 - FIRST_DAY + weekShift(calendar)) * DAY_MS;
    case 'month':
      return Date.UTC(Math.floor(number / 12), number % 12, 1);
    default:
      return unreachable(calendar.unit);
  }
}

function weekShift({ weekStart }: Calendar): number {
  return WEEKDAYS.indexOf(weekStart);
}
