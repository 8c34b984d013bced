import type { PeriodBounds } from '../../define/funnel/paths-sql.ts';
import { type CalendarUnit, calendarSpans, calendarStarts } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import type { FunnelPlan } from './plan.ts';

export const MAX_PERIODS = 400;

/**
 * The beginnings of the calendar's periods in which a path may begin as of the plan's instant, and the end of the last; none when the
 * range begins later. Throws a ProblemError (422) when there are more than MAX_PERIODS.
 */
export function periodBounds({ from, to, asOf, timeZone }: FunnelPlan, interval: CalendarUnit): PeriodBounds {
  const last = Math.min(to - 1, asOf);
  if (last < from) return [];
  const many = calendarSpans(from, last, interval);
  if (many > MAX_PERIODS + 1) {
    const message = `the range covers about ${many} ${interval}s and at most ${MAX_PERIODS} fit in an answer: choose a longer interval or a shorter range`;
    throw problemError(422, 'too-many-intervals', message, 'overTime.interval');
  }
  return calendarStarts(from, last, interval, timeZone);
}
