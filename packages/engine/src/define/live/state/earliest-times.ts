import type { Instant } from '../../../model/time.ts';

/** The earliest few of any number of instants, fed in any order; equal ones count each. For windows that only ever gain. */
export class EarliestTimes {
  readonly #capacity: number;
  /** Ascending. */
  readonly #times: Instant[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(time: Instant): void {
    const times = this.#times;
    if (times.length === this.#capacity) {
      const last = times.at(-1);
      if (last === undefined || time >= last) return;
      times.pop();
    }
    let at = times.length;
    times.push(time);
    while (at > 0 && (times[at - 1] ?? 0) > time) {
      times[at] = times[at - 1] ?? 0;
      at -= 1;
    }
    times[at] = time;
  }

  addAll(other: EarliestTimes): void {
    for (const time of other.#times) this.add(time);
  }

  /** How many are later than `after` and not later than `until`; at most the capacity. */
  countBetween(after: Instant, until: Instant): number {
    let count = 0;
    for (const time of this.#times) if (time > after && time <= until) count += 1;
    return count;
  }

  /** The n-th earliest, counted from 1; undefined: there are fewer. */
  nthEarliest(n: number): Instant | undefined {
    return this.#times[n - 1];
  }

  get size(): number {
    return this.#times.length;
  }
}
