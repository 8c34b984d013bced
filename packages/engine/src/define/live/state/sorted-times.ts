import type { Instant } from '../../../model/time.ts';

/** Room is made for a few at first, and then for twice as many each time. */
const AT_FIRST = 4;

/** Room for at most `capacity` instants, all of it empty: `absent` stands where none is. */
export function emptyRoom(capacity: number, absent: number): Instant[] {
  return new Array<Instant>(Math.min(capacity, AT_FIRST)).fill(absent);
}

/** The place of the first of ascending instants that is later than `after`; their number when none is. */
export function firstAfter(times: readonly Instant[], after: Instant): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as Instant) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
