import type { Instant } from '../../../model/time.ts';
import { TimesRoom } from './times-room.ts';

/**
 * The latest few of any number of instants, fed in any order; equal ones count each. Older ones are let go, because for a
 * window that ends at the instant asked about the latest are the last to leave. Empty places are in front.
 */
export class LatestTimes extends TimesRoom {
  constructor(capacity: number) {
    super(capacity, Number.NEGATIVE_INFINITY);
  }

  add(time: Instant): void {
    if (this.capacity === 0) return;
    const oldest = this.room[this.from] as Instant;
    if (oldest !== this.absent) {
      if (this.places < this.capacity) this.grow(true);
      else if (time <= oldest) return;
    }
    const { room } = this;
    const last = this.from + this.places - 1;
    let at = this.from;
    for (; at < last && (room[at + 1] as Instant) < time; at += 1) room[at] = room[at + 1] as Instant;
    room[at] = time;
  }

  /** How many are later than `after`; the capacity when there are that many or more. */
  countAfter(after: Instant): number {
    return this.places - this.countUpTo(after);
  }

  /** The n-th latest, counted from 1. */
  nthLatest(n: number): Instant | undefined {
    if (n < 1 || n > this.places) return undefined;
    const time = this.room[this.from + this.places - n] as Instant;
    return time === this.absent ? undefined : time;
  }

  /** Drops those up to and at `until`. True: none is left. */
  dropUntil(until: Instant): boolean {
    const gone = this.countUpTo(until);
    this.room.fill(this.absent, this.from, this.from + gone);
    return gone === this.places;
  }
}
