import type { Instant } from '../../../model/time.ts';
import { firstAfter, withInserted } from './sorted-times.ts';

/** The earliest few of any number of instants, fed in any order; equal ones count each. For windows that only ever gain. */
export class EarliestTimes {
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
    let at = times.length - 1;
    if (at < 0 || time >= (times[at] as Instant)) return;
    for (; at > 0 && (times[at - 1] as Instant) > time; at -= 1) times[at] = times[at - 1] as Instant;
    times[at] = time;
  }

  addAll(other: EarliestTimes): void {
    for (const time of other.#times) this.add(time);
  }

  /** How many are later than `after` and not later than `until`; at most the capacity. */
  countBetween(after: Instant, until: Instant): number {
    return Math.max(0, firstAfter(this.#times, until) - firstAfter(this.#times, after));
  }

  /** The n-th earliest, counted from 1; undefined: there are fewer. */
  nthEarliest(n: number): Instant | undefined {
    return this.#times[n - 1];
  }

  get size(): number {
    return this.#times.length;
  }
}

const NONE: Instant[] = [];
