import type { Instant } from '../../model/time.ts';
import { evaluate } from './evaluate.ts';
import type { LiveUnit } from './live-unit.ts';
import type { LiveNode } from './plan.ts';

/** A while in which a condition held: from `from` on, and until before `to` (undefined: it still does). */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant | undefined;
}

interface Course {
  readonly root: LiveNode;
  readonly intervals: { from: Instant; to: Instant | undefined }[];
  holds: boolean;
}

/**
 * The live reading driven over one unit's history, its rows in the order of time: the exact whiles in which each of some
 * conditions held, as if they had always been asked.
 */
export class UnitReplay {
  readonly #unit: LiveUnit;
  readonly #courses: readonly Course[];
  #due: Instant = Number.POSITIVE_INFINITY;
  #at: Instant = Number.NEGATIVE_INFINITY;

  constructor(unit: LiveUnit, roots: readonly LiveNode[]) {
    this.#unit = unit;
    this.#courses = roots.map((root) => ({ root, intervals: [], holds: false }));
  }

  /** What happens by itself before `time` happens first; then `feed` feeds the unit what came at `time`. */
  row(time: Instant, feed: () => void): void {
    if (time > this.#at) {
      this.#read();
      this.#pass(time);
      this.#at = time;
    }
    feed();
  }

  /** Lets time pass up to and at `until`, and answers the intervals of each condition. The unit is known from its first row on. */
  end(until: Instant): readonly (readonly Interval[])[] {
    if (this.#at > Number.NEGATIVE_INFINITY) {
      this.#read();
      this.#pass(until + 1);
    }
    return this.#courses.map(({ intervals }) => intervals);
  }

  #pass(before: Instant): void {
    while (this.#due < before) {
      this.#at = this.#due;
      this.#read();
    }
  }

  /** Asks as of the instant at which the rows stand. */
  #read(): void {
    const at = this.#at;
    if (at === Number.NEGATIVE_INFINITY) return;
    this.#due = Number.POSITIVE_INFINITY;
    for (const course of this.#courses) {
      const { holds, until } = evaluate(course.root, this.#unit, at);
      if (until !== undefined && until < this.#due) this.#due = until;
      if (holds === course.holds) continue;
      course.holds = holds;
      if (holds) course.intervals.push({ from: at, to: undefined });
      else {
        const last = course.intervals.at(-1);
        if (last) last.to = at;
      }
    }
  }
}
