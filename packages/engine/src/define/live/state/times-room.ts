import type { Instant } from '../../../model/time.ts';

/** Room is made for a few at first, and then for twice as many each time. */
const AT_FIRST = 4;

/**
 * A row of places for ascending instants, filled up with one that is `absent`. The places are its own, or lie in an array that
 * several share: then `moveTo` says where, and one object reads and writes any number of rows in turn. Everything is written in place, so
 * that what is kept of many units for long makes no work for the garbage collector.
 */
export abstract class TimesRoom {
  /** As many instants are kept. */
  readonly capacity: number;
  readonly absent: Instant;
  protected room: Float64Array;
  /** Where the places begin, and how many there are. */
  protected from = 0;
  protected places: number;

  constructor(capacity: number, absent: Instant) {
    this.capacity = capacity;
    this.absent = absent;
    this.places = Math.min(capacity, AT_FIRST);
    this.room = new Float64Array(this.places).fill(absent);
  }

  abstract add(time: Instant): void;

  /** Reads and writes `capacity` places of an array from now on. */
  moveTo(room: Float64Array, from: number): void {
    this.room = room;
    this.from = from;
    this.places = this.capacity;
  }

  addAll(other: TimesRoom): void {
    this.addFrom(other.room, other.from, other.places);
  }

  /** Adds the instants in some places of an array. */
  addFrom(room: Float64Array, from: number, places: number): void {
    for (let i = from; i < from + places; i += 1) {
      const time = room[i] as Instant;
      if (time !== this.absent) this.add(time);
    }
  }

  /** How many places from the first on hold an instant up to `until`; those that are absent stand before all or after all. */
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
    const places = Math.min(this.capacity, this.places * 2);
    const grown = new Float64Array(places).fill(this.absent);
    const to = isAtEnd ? places - this.places : 0;
    for (let i = 0; i < this.places; i += 1) grown[to + i] = this.room[this.from + i] as Instant;
    this.room = grown;
    this.from = 0;
    this.places = places;
  }
}
