import type { Instant } from '../../model/time.ts';
import { evaluate } from './evaluate.ts';
import type { LiveUnit } from './live-unit.ts';
import type { LiveNode } from './plan.ts';

/** A while in which a condition held: from `from` on, and until before `to` (undefined: it still does). */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant | undefined;
}

/** What is asked of a unit whenever it may have changed. Answers when it may change next without a row; undefined: never. */
export interface Reading {
  read(unit: LiveUnit, at: Instant): Instant | undefined;
}

/** The whiles in which a condition held, as they come. */
export class ConditionCourse implements Reading {
  readonly root: LiveNode;
  readonly intervals: { from: Instant; to: Instant | undefined }[] = [];

  constructor(root: LiveNode) {
    this.root = root;
  }

  read(unit: LiveUnit, at: Instant): Instant | undefined {
    const { holds, until } = evaluate(this.root, unit, at);
    const last = this.intervals.at(-1);
    const held = last !== undefined && last.to === undefined;
    if (holds && !held) this.intervals.push({ from: at, to: undefined });
    else if (!holds && held) last.to = at;
    return until;
  }
}

/**
 * The live reading driven over one unit's history, its rows in the order of time. It asks at every instant at which something
 * came or may change by itself, each once and with all rows up to and at it fed, from `start` on: as if it had always been
 * asked.
 */
export class UnitReplay {
  readonly #unit: LiveUnit;
  readonly #readings: readonly Reading[];
  readonly #start: Instant;
  #at: Instant = Number.NEGATIVE_INFINITY;

  constructor(unit: LiveUnit, readings: readonly Reading[], start: Instant = Number.NEGATIVE_INFINITY) {
    this.#unit = unit;
    this.#readings = readings;
    this.#start = start;
  }

  /** To be called before the unit is fed what came at `time`: what happens by itself until then happens first. */
  comeTo(time: Instant): void {
    if (time <= this.#at) return;
    this.#settle(time);
    this.#at = time;
  }

  /** Lets time pass up to and at `until`. The unit is known from its first row on. */
  end(until: Instant): void {
    this.#settle(until + 1);
    this.#at = until;
  }

  #settle(before: Instant): void {
    if (this.#at === Number.NEGATIVE_INFINITY) return;
    if (this.#at < this.#start) {
      if (before <= this.#start) return;
      this.#at = this.#start;
    }
    let due: Instant = this.#at;
    while (due < before) {
      this.#at = due;
      due = Number.POSITIVE_INFINITY;
      for (const reading of this.#readings) {
        const until = reading.read(this.#unit, this.#at);
        if (until !== undefined && until < due) due = until;
      }
    }
  }
}
