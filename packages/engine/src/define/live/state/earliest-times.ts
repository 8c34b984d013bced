import type { Instant } from '../../../model/time.ts';
import { emptyRoom, firstAfter } from './sorted-times.ts';

/** Stands where no instant is: after all of them. */
const ABSENT = Number.POSITIVE_INFINITY;

/** The earliest few of any number of instants, fed in any order; equal ones count each. For windows that only ever gain. */
export class EarliestTimes {
  readonly #capacity: number;
  /** Ascending, with what is empty at the end. */
  #times: Instant[];

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#times = emptyRoom(capacity, ABSENT);
  }

  add(time: Instant): void {
    const length = this.#times.length;
    if (length === 0) return;
    if (this.#times[length - 1] !== ABSENT) {
      if (length < this.#capacity) this.#grow();
      else if (time >= (this.#times[length - 1] as Instant)) return;
    }
    const times = this.#times;
    let at = times.length - 1;
    for (; at > 0 && (times[at - 1] as Instant) > time; at -= 1) times[at] = times[at - 1] as Instant;
    times[at] = time;
  }

  addAll(other: EarliestTimes): void {
    for (const time of other.#times) if (time !== ABSENT) this.add(time);
  }

  /** How many are later than `after` and not later than `until`; at most the capacity. */
  countBetween(after: Instant, until: Instant): number {
    return Math.max(0, firstAfter(this.#times, until) - firstAfter(this.#times, after));
  }

  /** The n-th earliest, counted from 1. */
  nthEarliest(n: number): Instant | undefined {
    const time = this.#times[n - 1];
    return time === ABSENT ? undefined : time;
  }

  get size(): number {
    return firstAfter(this.#times, Number.MAX_VALUE);
  }

  #grow(): void {
    const times = this.#times;
    const grown = new Array<Instant>(Math.min(this.#capacity, times.length * 2)).fill(ABSENT);
    for (let i = 0; i < times.length; i += 1) grown[i] = times[i] as Instant;
    this.#times = grown;
  }
}
