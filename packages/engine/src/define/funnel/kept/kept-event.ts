import type { PathEvent } from '../groups.ts';

/** An event of a unit that is kept up to date, and what it may be in a path. */
export interface KeptEvent extends PathEvent {
  readonly marks: ReadonlySet<number>;
  /** May a path begin with it, wherever the range begins? */
  readonly begins: boolean;
}

/** By time and then by arrival, as a comparison for sorting. */
export function byTimeThenArrival(a: PathEvent, b: PathEvent): number {
  return a.time - b.time || a.seq - b.seq;
}

/** The place before which all events of an ordered list lie that are not after `event`. */
export function placeAfter(events: readonly PathEvent[], event: PathEvent): number {
  let high = events.length;
  const last = events[high - 1];
  // Most come in order.
  if (last === undefined || byTimeThenArrival(last, event) <= 0) return high;
  let low = 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = events[middle];
    if (each !== undefined && byTimeThenArrival(each, event) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
