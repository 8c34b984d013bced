import type { Instant } from '../../../model/time.ts';
import { Room } from './room.ts';

/** Room is made for a few at first, and then for twice as many each time. */
const AT_FIRST = 4;

/** A row of ascending instants, filled up with one that is `absent`, before all or after all. */
export abstract class TimesRoom extends Room {
  /** As many instants are kept. */
  readonly capacity: number;
  readonly absent: Instant;
  readonly firstPlaces: number;

  constructor(capacity: number, absent: Instant) {
    super();
    this.capacity = capacity;
    this.absent = absent;
    this.firstPlaces = Math.min(capacity, AT_FIRST);
    this.settle();
  }

  clear(): void {
    // Few places: a loop is over before `fill` has begun.
    const { room, absent } = this;
    for (let at = this.from, end = at + this.places; at < end; at += 1) room[at] = absent;
  }

  abstract add(time: Instant): void;

  addAll(other: TimesRoom): void {
    const { room, from, places } = other;
    for (let i = from; i < from + places; i += 1) {
      const time = room[i] as Instant;
      if (time !== this.absent) this.add(time);
    }
  }

  /** How many places from the first on hold an instant up to `until`. */
  protected countUpTo(until: Instant): number {
    const { room, from } = this;
    let low = 0;
    let high = this.places;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((room[from + middle] as Instant) > until) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Twice as many places, at most the capacity. What was there stands at the end of them, or at the beginning. */
  protected grow(isAtEnd: boolean): void {
    const before = this.places;
    this.lengthen(Math.min(this.capacity, before * 2));
    const { room, from, places } = this;
    if (isAtEnd) {
      room.copyWithin(from + places - before, from, from + before);
      room.fill(this.absent, from, from + places - before);
    } else room.fill(this.absent, from + before, from + places);
  }
}
