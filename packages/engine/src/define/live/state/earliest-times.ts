import type { Instant } from '../../../model/time.ts';
import { TimesRoom } from './times-room.ts';

/**
 * The earliest few of any number of instants, fed in any order; equal ones count each. For windows that only ever gain. Empty
 * places are at the end.
 */
export class EarliestTimes extends TimesRoom {
  constructor(capacity: number) {
    super(capacity, Number.POSITIVE_INFINITY);
  }

  add(time: Instant): void {
    if (this.capacity === 0) return;
    const latest = this.room[this.from + this.places - 1] as Instant;
    if (latest !== this.absent) {
      if (this.places < this.capacity) this.grow(false);
      else if (time >= latest) return;
    }
    const { room, from } = this;
    let at = from + this.places - 1;
    for (; at > from && (room[at - 1] as Instant) > time; at -= 1) room[at] = room[at - 1] as Instant;
    room[at] = time;
  }

  /** How many are later than `after` and not later than `until`; at most the capacity. */
  countBetween(after: Instant, until: Instant): number {
    return Math.max(0, this.countUpTo(until) - this.countUpTo(after));
  }

  /** The n-th earliest, counted from 1. */
  nthEarliest(n: number): Instant | undefined {
    if (n < 1 || n > this.places) return undefined;
    const time = this.room[this.from + n - 1] as Instant;
    return time === this.absent ? undefined : time;
  }

  get size(): number {
    return this.countUpTo(Number.MAX_VALUE);
  }
}
