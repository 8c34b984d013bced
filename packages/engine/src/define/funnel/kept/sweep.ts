import type { Instant } from '../../../model/time.ts';
import { must } from '../../../util/assert.ts';
import type { PathPlan } from '../path-plan.ts';
import type { EventList } from './event-list.ts';
import type { KeptEvent } from './kept-event.ts';

/** No path. */
export const NEVER: Instant = Number.NEGATIVE_INFINITY;

/**
 * Goes over the events of a group once, in order. All that it knows is a row of numbers, of which the first are, by steps done, when the latest
 * path of so many steps began: the paths that begin at or after an instant get as far as the last of these that is not before it. For of two paths
 * that have come equally far the one that began later can do all that the other can, its window ends later, and it leaves a range later.
 */
export interface Sweep {
  readonly begin: () => number[];
  /** `begins`: paths may begin here. `isOnly`: they have, and nowhere else. */
  readonly take: (row: number[], list: EventList, place: number, begins: boolean, isOnly: boolean) => void;
  /** What is so marked, and none of the group's, happened just before the event at a place. */
  readonly exclude: (row: number[], marks: ReadonlySet<number>, place: number) => void;
}

/** As the steps are listed. Behind the beginnings: by steps done, when the path began that may be gone on from here. */
export class OrderedSweep implements Sweep {
  readonly #plan: PathPlan;
  readonly #steps: number;

  constructor(plan: PathPlan) {
    this.#plan = plan;
    this.#steps = plan.required.length;
  }

  begin(): number[] {
    return new Array<number>(2 * this.#steps).fill(NEVER);
  }

  take(row: number[], list: EventList, place: number, begins: boolean): void {
    const { time, marks } = list.at(place);
    const steps = this.#steps;
    // The last step first, so that the paths gone on from are those before this event.
    for (let step = steps - 1; step >= 0; step -= 1) {
      const gone = step === 0 ? NEVER : numberAt(row, steps + step - 1);
      const follows = gone !== NEVER && marks.has(step) && time <= gone + this.#plan.windowMs;
      const began = step > 0 ? (follows ? gone : NEVER) : begins ? time : NEVER;
      if (began !== NEVER) {
        row[steps + step] = began;
        if (began > numberAt(row, step)) row[step] = began;
      } else if (step < steps - 1 && isExcluded(marks, this.#plan, step)) row[steps + step] = NEVER;
    }
  }

  exclude(row: number[], marks: ReadonlySet<number>): void {
    for (let gap = 0; gap < this.#steps - 1; gap += 1)
      if (isExcluded(marks, this.#plan, gap)) row[this.#steps + gap] = NEVER;
  }
}

/** In any order. The latest path of some steps begins at the one of them that was last done longest ago. */
export class AnyOrderSweep implements Sweep {
  readonly #plan: PathPlan;
  readonly #steps: number;
  /** Where in a row by step: the place at which it was last done; by steps: the last place at which a path of them may begin. */
  readonly #done: number;
  readonly #begun: number;
  /** The place up to and at which nothing may begin any more, for the sake of what is excluded. */
  readonly #blocked: number;

  constructor(plan: PathPlan) {
    this.#plan = plan;
    this.#steps = plan.required.length;
    this.#done = this.#steps;
    this.#begun = 2 * this.#steps;
    this.#blocked = 3 * this.#steps;
  }

  begin(): number[] {
    return new Array<number>(3 * this.#steps + 1).fill(NEVER);
  }

  take(row: number[], list: EventList, place: number, begins: boolean, isOnly: boolean): void {
    const { time, marks } = list.at(place);
    let lowest = this.#steps;
    for (let step = this.#steps - 1; step >= 0; step -= 1) {
      if (!marks.has(step)) continue;
      row[this.#done + step] = place;
      lowest = step;
    }
    if (begins)
      for (let step = isOnly ? 0 : lowest; step < this.#steps; step += 1) row[this.#begun + step] = place;
    if (lowest === this.#steps) {
      if (isExcluded(marks, this.#plan, 0)) row[this.#blocked] = place;
      return;
    }
    let all = Number.POSITIVE_INFINITY;
    for (let step = 0; step < this.#steps; step += 1) {
      all = Math.min(all, numberAt(row, this.#done + step));
      if (all < list.first) return;
      const start = this.#startUpTo(all, step, row, list, isOnly);
      if (start < list.first || start <= numberAt(row, this.#blocked)) continue;
      const began = list.at(start).time;
      if (time <= began + this.#plan.windowMs && began > numberAt(row, step)) row[step] = began;
    }
  }

  exclude(row: number[], marks: ReadonlySet<number>, place: number): void {
    if (isExcluded(marks, this.#plan, 0)) row[this.#blocked] = place - 1;
  }

  /** The last place up to `place` at which a path of the steps up to `step` may begin. One of them was done there. */
  #startUpTo(place: number, step: number, row: number[], list: EventList, isOnly: boolean): number {
    const begun = numberAt(row, this.#begun + step);
    if (begun <= place || isOnly) return begun;
    // Where paths may begin has gaps only when clocks are set back at midnight.
    for (let start = place; start >= list.first; start -= 1)
      if (list.at(start).begins && this.#doesOneOf(step, list.at(start))) return start;
    return NEVER;
  }

  #doesOneOf(step: number, { marks }: KeptEvent): boolean {
    for (const mark of marks) if (mark <= step) return true;
    return false;
  }
}

export function sweepOf(plan: PathPlan): Sweep {
  return plan.spec.order === 'any' ? new AnyOrderSweep(plan) : new OrderedSweep(plan);
}

/** May such an event not lie in a gap? */
export function isExcluded(marks: ReadonlySet<number>, { gaps }: PathPlan, gap: number): boolean {
  const excluded = must(gaps[gap], 'gap');
  return excluded === 'any-event' || excluded.some((mark) => marks.has(mark));
}

export function numberAt(row: readonly number[], place: number): number {
  return row[place] as number;
}
