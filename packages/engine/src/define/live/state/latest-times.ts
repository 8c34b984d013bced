import type { Instant } from '../../../model/time.ts';
import { emptyRoom, firstAfter } from './sorted-times.ts';

/** Stands where no instant is: before all of them. */
const ABSENT = Number.NEGATIVE_INFINITY;

/**
 * The latest few of any number of instants, fed in any order; equal ones count each. Older ones are let go, because for a
 * window that ends at the instant asked about the latest are the last to leave. Written in place, so that what is kept of many units
 * for long makes no work for the garbage collector.
 */
export class LatestTimes {
  readonly #capacity: number;
  /** Ascending, with what is empty in front. */
  #times: Instant[];

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#times = emptyRoom(capacity, ABSENT);
  }

  add(time: Instant): void {
    const [oldest] = this.#times;
    if (oldest === undefined) return;
    if (oldest !== ABSENT) {
      if (this.#times.length < this.#capacity) this.#grow();
      else if (time <= oldest) return;
    }
    const times = this.#times;
    const last = times.length - 1;
    let i = 0;
    for (; i < last && (times[i + 1] as Instant) < time; i += 1) times[i] = times[i + 1] as Instant;
    times[i] = time;
  }

  addAll(other: LatestTimes): void {
    for (const time of other.#times) if (time !== ABSENT) this.add(time);
  }

  /** How many are later than `after`; the capacity when there are that many or more. */
  countAfter(after: Instant): number {
    return this.#times.length - firstAfter(this.#times, after);
  }

  /** The n-th latest, counted from 1. */
  nthLatest(n: number): Instant | undefined {
    const time = n < 1 ? undefined : this.#times[this.#times.length - n];
    return time === ABSENT ? undefined : time;
  }

  /** Drops those up to and at `until`. True: none is left. */
  dropUntil(until: Instant): boolean {
    const times = this.#times;
    const kept = firstAfter(times, until);
    if (kept === times.length) {
      times.fill(ABSENT);
      return true;
    }
    times.fill(ABSENT, 0, kept);
    return false;
  }

  #grow(): void {
    const times = this.#times;
    const grown = new Array<Instant>(Math.min(this.#capacity, times.length * 2)).fill(ABSENT);
    const moved = grown.length - times.length;
    for (let i = 0; i < times.length; i += 1) grown[moved + i] = times[i] as Instant;
    this.#times = grown;
  }
}
