import type { Span } from '../../define/language/window.ts';
import { calendarSpans, calendarStarts } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import type { Interval } from './result.ts';
import { type EventsSpec, MAX_INTERVALS } from './spec.ts';

/** The intervals that a window covers in a time zone; none of a window that ends before it begins. Throws a ProblemError when they are too many. */
export function intervalsOf(
  interval: EventsSpec['interval'],
  span: Span,
  timeZone: string,
): readonly Interval[] {
  const [first, last] = [span.after + 1, span.until];
  if (last < first) return [];
  const many = calendarSpans(first, last, interval);
  if (many > MAX_INTERVALS) {
    const message = `the window covers about ${many} ${interval}s and at most ${MAX_INTERVALS} fit in an answer: choose a longer interval or a shorter window`;
    throw problemError(422, 'too-many-intervals', message, 'interval');
  }
  const starts = calendarStarts(first, last, interval, timeZone);
  return starts.slice(0, -1).map((from, i) => {
    const to = starts[i + 1] ?? from;
    return { from, to, isPartial: from < first || to > last + 1 };
  });
}
