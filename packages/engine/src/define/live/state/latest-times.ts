import type { Instant } from '../../../model/time.ts';

/**
 * The latest few of any number of instants, fed in any order; equal ones count each. Older ones are let go, because for a
 * window that ends at the instant asked about the latest are the last to leave.
 */
export class LatestTimes {
  readonly #capacity: number;
  /** Ascending. */
  readonly #times: Instant[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(time: Instant): void {
    const times = this.#times;
    let at = times.length;
    if (at === this.#capacity) {
      const [oldest] = times;
      if (oldest === undefined || time <= oldest) return;
      at -= 1;
      let i = 0;
      for (; i < at && (times[i + 1] ?? 0) < time; i += 1) times[i] = times[i + 1] ?? 0;
      times[i] = time;
      return;
    }
    times.push(time);
    while (at > 0 && (times[at - 1] ?? 0) > time) {
      times[at] = times[at - 1] ?? 0;
      at -= 1;
    }
    times[at] = time;
  }

  addAll(other: LatestTimes): void {
    for (const time of other.#times) this.add(time);
  }

  /** How many are later than `after`; the capacity when there are that many or more. */
  countAfter(after: Instant): number {
    const times = this.#times;
    let count = 0;
    for (let i = times.length - 1; i >= 0 && (times[i] ?? 0) > after; i -= 1) count += 1;
    return count;
  }

  /** The n-th latest, counted from 1. */
  nthLatest(n: number): Instant | undefined {
    return n < 1 ? undefined : this.#times[this.#times.length - n];
  }

  /** Drops those up to and at `until`. True: none is left. */
  forget(until: Instant): boolean {
    const times = this.#times;
    let gone = 0;
    while (gone < times.length && (times[gone] ?? 0) <= until) gone += 1;
    if (gone > 0) times.splice(0, gone);
    return times.length === 0;
  }
}
