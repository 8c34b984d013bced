import type { Instant } from '../../model/time.ts';
import { calendarStarts } from '../../util/calendar.ts';
import { limitedIntervals } from '../scope/limited-intervals.ts';
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
  const starts = limitedIntervals(from, to - 1, { interval, timeZone, weekStart, most: MAX_INTERVALS });
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
