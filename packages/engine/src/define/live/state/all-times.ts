import type { Instant } from '../../../model/time.ts';

/** All of some instants, fed in any order; equal ones count each. For windows whose every event counts. */
export class AllTimes {
  /** Ascending. */
  readonly #times: Instant[] = [];

  add(time: Instant): void {
    const last = this.#times.at(-1);
    if (last === undefined || last <= time) this.#times.push(time);
    else this.#times.splice(this.firstAfter(time), 0, time);
  }

  addAll(other: AllTimes): void {
    for (const time of other.#times) this.add(time);
  }

  get size(): number {
    return this.#times.length;
  }

  /** The time at a place in their order, the first at 0. */
  at(place: number): Instant | undefined {
    return this.#times[place];
  }

  /** The place of the first that is later; the size when none is. */
  firstAfter(instant: Instant): number {
    const times = this.#times;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] ?? 0) > instant) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** How many are later than `after` and not later than `until`. */
  countBetween(after: Instant, until: Instant): number {
    return Math.max(0, this.firstAfter(until) - this.firstAfter(after));
  }

  /** Drops those up to and at `until`. True: none is left. */
  forget(until: Instant): boolean {
    const gone = this.firstAfter(until);
    if (gone > 0) this.#times.splice(0, gone);
    return this.#times.length === 0;
  }
}
