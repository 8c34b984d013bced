import { selects } from '../../define/selector/event-selector.ts';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import { calendarStarts } from '../../util/calendar.ts';
import { mostParts, type PartedInterval } from './intervals.ts';
import type { StickinessCounts } from './result.ts';
import { PART_OF, type StickinessSpec } from './spec.ts';

/**
 * The meaning of stickiness over the histories of those who take part: `segmentsOf` gives the places of a unit's segments, of `segments` many.
 */
export function stickinessReference(
  spec: StickinessSpec,
  histories: Iterable<History>,
  intervals: readonly PartedInterval[],
  timeZone: string,
  asOf: Instant,
  segments = 1,
  segmentsOf: (unit: string) => readonly number[] = () => [0],
): StickinessCounts {
  const counts = Array.from({ length: segments }, () =>
    intervals.map(() => new Array<number>(mostParts(intervals)).fill(0)),
  );
  for (const history of histories) {
    const times = history.events
      .filter((event) => event.time <= asOf && selects(event, spec.event))
      .map(({ time }) => time);
    intervals.forEach(({ from, to }, place) => {
      const starts = calendarStarts(from, to - 1, PART_OF[spec.interval], timeZone);
      const active = starts
        .slice(0, -1)
        .filter((start, i) => times.some((time) => time >= start && time < (starts[i + 1] ?? start)));
      if (active.length === 0) return;
      for (const segment of segmentsOf(history.id)) {
        const row = counts[segment]?.[place] ?? [];
        row[active.length - 1] = (row[active.length - 1] ?? 0) + 1;
      }
    });
  }
  return counts;
}
