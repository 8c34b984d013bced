import { DAY_MS, type Instant } from '../../model/time.ts';
import { calendarStarts } from '../../util/calendar.ts';
import { periodDate, periodNumber } from '../retention/periods.ts';
import type { RetentionIntervals } from '../retention/spec.ts';

const LONGEST_DAYS = { day: 1, week: 7, month: 31 } as const;

/** When the calendar period that has a date begins, and each of the `count` after it, in a time zone. Undefined: no period begins on it. */
export function boundsFrom(
  date: string,
  count: number,
  intervals: Pick<RetentionIntervals, 'unit' | 'weekStart'>,
  timeZone: string,
): readonly Instant[] | undefined {
  const { unit, weekStart } = intervals;
  const at = Date.parse(date);
  const until = at + (2 + (count + 1) * LONGEST_DAYS[unit]) * DAY_MS;
  const starts = calendarStarts(Math.max(0, at - 2 * DAY_MS), until, unit, timeZone, weekStart);
  const first = starts.findIndex(
    (start) => periodDate(periodNumber(start, intervals, timeZone), intervals) === date,
  );
  return first === -1 ? undefined : starts.slice(first, first + count + 1);
}
