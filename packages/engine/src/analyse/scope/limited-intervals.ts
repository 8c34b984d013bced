import type { Instant } from '../../model/time.ts';
import { type CalendarUnit, calendarSpans, calendarStarts, type Weekday } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';

/** Calendar intervals of a question, and how many of them fit in its answer. */
export interface LimitedIntervals {
  readonly interval: CalendarUnit;
  readonly timeZone: string;
  readonly weekStart?: Weekday | undefined;
  readonly most: number;
  /** The spec's field that says how long they are, and what it calls the time that they cover. */
  readonly path?: string | undefined;
  readonly covered?: 'range' | 'window' | undefined;
}

/**
 * Where the intervals begin in which `first` and `last` lie and those between them, and where the last one ends. Throws a ProblemError (422) when
 * there are more than `most`, before any is looked for.
 */
export function limitedIntervals(first: Instant, last: Instant, limited: LimitedIntervals): Instant[] {
  const { interval, timeZone, weekStart, most, path = 'interval', covered = 'range' } = limited;
  const many = calendarSpans(first, last, interval);
  if (many > most) {
    const message = `the ${covered} covers about ${many} ${interval}s and at most ${most} fit in an answer: choose a longer interval or a shorter ${covered}`;
    throw problemError(422, 'too-many-intervals', message, path);
  }
  return calendarStarts(first, last, interval, timeZone, weekStart);
}
