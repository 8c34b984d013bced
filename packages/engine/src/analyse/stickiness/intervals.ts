import type { Instant } from '../../model/time.ts';
import { calendarSpans, calendarStarts } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import { MAX_INTERVALS, PART_OF, type StickinessSpec } from './spec.ts';

export interface PartedInterval {
  readonly from: Instant;
  readonly to: Instant;
  /** How many parts it has. */
  readonly parts: number;
}

/** The intervals of a question, at least one, in order. Throws a ProblemError when there are too many. */
export function partedIntervals(
  { from, to, interval, weekStart }: StickinessSpec,
  timeZone: string,
): readonly PartedInterval[] {
  const many = calendarSpans(from, to - 1, interval);
  if (many > MAX_INTERVALS) {
    const message = `the range covers about ${many} ${interval}s and at most ${MAX_INTERVALS} fit in an answer: choose a longer interval or a shorter range`;
    throw problemError(422, 'too-many-intervals', message, 'interval');
  }
  const starts = calendarStarts(from, to - 1, interval, timeZone, weekStart);
  return starts.slice(0, -1).map((start, i) => {
    const end = starts[i + 1] ?? start;
    const parts = calendarStarts(start, end - 1, PART_OF[interval], timeZone).length - 1;
    return { from: start, to: end, parts };
  });
}

/** Places in the answer's lists: one for each part of the longest interval. */
export function mostParts(intervals: readonly PartedInterval[]): number {
  return Math.max(...intervals.map(({ parts }) => parts));
}
