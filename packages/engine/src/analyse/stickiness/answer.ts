import type { Instant } from '../../model/time.ts';
import type { PartedInterval } from './intervals.ts';
import type { StickinessGroup, StickinessInterval, StickinessOverall } from './result.ts';

/** A group's answer out of how many units were active in exactly n parts of each interval. */
export function stickinessGroup(
  segment: string | null,
  counts: readonly (readonly number[])[],
  intervals: readonly PartedInterval[],
  asOf: Instant,
): StickinessGroup {
  const each = intervals.map((interval, i): StickinessInterval => {
    const exactly = counts[i] ?? [];
    const isIncomplete = interval.to > asOf + 1;
    const active = sum(exactly);
    return {
      ...interval,
      isIncomplete,
      active,
      exactly,
      atLeast: fromTheEnd(exactly),
      averageParts: ratio(partsOf(exactly), active),
      stickiness: isIncomplete ? null : ratio(partsOf(exactly), active * interval.parts),
    };
  });
  return { segment, overall: overall(each), intervals: each };
}

function overall(intervals: readonly StickinessInterval[]): StickinessOverall {
  const over = intervals.filter(({ isIncomplete }) => !isIncomplete);
  const active = sum(over.map((each) => each.active));
  const places = intervals[0]?.exactly ?? [];
  const exactly = places.map((_, n) => sum(over.map((each) => each.exactly[n] ?? 0)));
  return {
    intervals: over.length,
    active,
    exactly: exactly.map((units) => ratio(units, active)),
    atLeast: fromTheEnd(exactly).map((units) => ratio(units, active)),
    averageParts: ratio(partsOf(exactly), active),
    stickiness: ratio(partsOf(exactly), sum(over.map((each) => each.active * each.parts))),
  };
}

/** Each place with the sum of it and of all after it. */
function fromTheEnd(exactly: readonly number[]): number[] {
  return exactly.map((_, n) => sum(exactly.slice(n)));
}

/** Units times parts, over all units. */
function partsOf(exactly: readonly number[]): number {
  return sum(exactly.map((units, n) => units * (n + 1)));
}

function ratio(of: number, by: number): number | null {
  return by === 0 ? null : of / by;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
