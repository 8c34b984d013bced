import type { Instant } from '../../model/time.ts';
import type { CountChanges } from './count-changes.ts';
import { RankedCounts } from './ranked-counts.ts';
import type { TypicalCount } from './tracker.ts';

/** What the typical member of a cohort did at every instant, known beforehand. Nobody is typical until `know`. */
export class TypicalCourse implements TypicalCount {
  /** From each instant, ascending, the number that stands there. */
  readonly #times: Instant[] = [];
  readonly #numbers: (number | undefined)[] = [];

  at(instant: Instant): number | undefined {
    return this.#numbers[this.#place(instant)];
  }

  changesAfter(instant: Instant): Instant | undefined {
    return this.#times[this.#place(instant) + 1];
  }

  /** Takes the course from what all units did: the count at the percentile of those who are members. */
  know(changes: CountChanges, percentile: number): void {
    const members = new RankedCounts(percentile);
    let at: Instant | undefined;
    for (const { time, before, after } of changes.inOrder()) {
      if (at !== undefined && time > at) this.#step(at, members.value());
      at = time;
      if (before !== undefined) members.change(before, -1);
      if (after !== undefined) members.change(after, 1);
    }
    if (at !== undefined) this.#step(at, members.value());
  }

  #step(at: Instant, number: number | undefined): void {
    if (this.#numbers.at(-1) === number) return;
    this.#times.push(at);
    this.#numbers.push(number);
  }

  /** Of the last time at or before an instant; -1: none is. */
  #place(instant: Instant): number {
    let low = -1;
    let high = this.#times.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? 0) <= instant) low = middle;
      else high = middle;
    }
    return low;
  }
}
