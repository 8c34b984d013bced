import type { Span } from '../../define/language/window.ts';
import type { Instant } from '../../model/time.ts';
import { limitedIntervals } from '../scope/limited-intervals.ts';
import type { Interval } from './result.ts';
import { type EventsSpec, MAX_INTERVALS } from './spec.ts';

/** How time is cut into intervals. */
export interface Calendar extends Pick<EventsSpec, 'interval' | 'weekStart'> {
  readonly timeZone: string;
}

/**
 * The intervals that overlap `covered`; none when it ends before it begins. An interval is partial when it reaches out of `span`, the
 * window. Throws a ProblemError when there are too many.
 */
export function intervalsOf(
  calendar: Calendar,
  covered: Span,
  span: Span,
  asOf: Instant,
): readonly Interval[] {
  const { interval, timeZone, weekStart } = calendar;
  const [first, last] = [covered.after + 1, covered.until];
  if (last < first) return [];
  const starts = limitedIntervals(first, last, {
    ...{ interval, timeZone, weekStart },
    most: MAX_INTERVALS,
    covered: 'window',
  });
  return starts.slice(0, -1).map((from, i) => {
    const to = starts[i + 1] ?? from;
    return { from, to, isPartial: from <= span.after || to > span.until + 1, isIncomplete: to > asOf + 1 };
  });
}
