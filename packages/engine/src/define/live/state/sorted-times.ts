import type { Instant } from '../../../model/time.ts';

/** From so many on, an array grows with room to spare. */
const FEW = 16;

/**
 * Ascending instants with one more, in its place. Few are kept in an array of just their number, a new one each time: most units have one or
 * two of most things, and an array that grows by itself takes room for seventeen.
 */
export function withInserted(times: Instant[], time: Instant): Instant[] {
  const length = times.length;
  const grown = length < FEW ? new Array<Instant>(length + 1) : times;
  if (length >= FEW) grown.push(time);
  let at = length;
  for (; at > 0 && (times[at - 1] as Instant) > time; at -= 1) grown[at] = times[at - 1] as Instant;
  grown[at] = time;
  if (grown !== times) for (let i = 0; i < at; i += 1) grown[i] = times[i] as Instant;
  return grown;
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
