import type { Instant } from '../../../model/time.ts';
import { firstAfter, withInserted } from './sorted-times.ts';

/**
 * The latest few of any number of instants, fed in any order; equal ones count each. Older ones are let go, because for a
 * window that ends at the instant asked about the latest are the last to leave.
 */
export class LatestTimes {
  readonly #capacity: number;
  /** Ascending. */
  #times: Instant[] = NONE;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(time: Instant): void {
    const times = this.#times;
    if (times.length < this.#capacity) {
      this.#times = withInserted(times, time);
      return;
    }
    const [oldest] = times;
    if (oldest === undefined || time <= oldest) return;
    const last = times.length - 1;
    let i = 0;
    for (; i < last && (times[i + 1] ?? 0) < time; i += 1) times[i] = times[i + 1] ?? 0;
    times[i] = time;
  }

  addAll(other: LatestTimes): void {
    for (const time of other.#times) this.add(time);
  }

  /** How many are later than `after`; the capacity when there are that many or more. */
  countAfter(after: Instant): number {
    return this.#times.length - firstAfter(this.#times, after);
  }

  /** The n-th latest, counted from 1. */
  nthLatest(n: number): Instant | undefined {
    return n < 1 ? undefined : this.#times[this.#times.length - n];
  }

  /** Drops those up to and at `until`. True: none is left. */
  dropUntil(until: Instant): boolean {
    const gone = firstAfter(this.#times, until);
    if (gone > 0) this.#times = this.#times.slice(gone);
    return this.#times.length === 0;
  }
}

const NONE: Instant[] = [];
