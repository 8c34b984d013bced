import type { Scalar } from '../../../model/property-value.ts';
import { compares } from './compare-aggregate.ts';
import type { EventAggregateClause } from './schema.ts';
import { type AggregateState, type AggregateStep, firstAbove } from './state.ts';

interface Step {
  readonly key: number;
  readonly value: number;
}

/** The minimum or maximum: a staircase. A number that is no better than one of the same or a later key never decides. */
export class ExtremeState implements AggregateState {
  readonly #clause: EventAggregateClause;
  /** Ascending by key, from the best number to the worst. */
  readonly #steps: Step[] = [];

  constructor(clause: EventAggregateClause) {
    this.#clause = clause;
  }

  add(key: number, values: readonly Scalar[]): void {
    for (const value of values) if (typeof value === 'number') this.#add({ key, value });
  }

  absorb(other: ExtremeState): void {
    for (const step of other.#steps) this.#add(step);
  }

  *from(edge: number): Iterable<AggregateStep> {
    for (let at = firstAbove(this.#steps, edge); ; at += 1) {
      const step = this.#steps[at];
      const { op, value } = this.#clause;
      yield {
        holds: step !== undefined && compares(step.value, op, value),
        value: step?.value,
        next: step?.key,
      };
      if (step === undefined) return;
    }
  }

  forget(until: number): boolean {
    this.#steps.splice(0, firstAbove(this.#steps, until));
    return this.#steps.length === 0;
  }

  #add(added: Step): void {
    const steps = this.#steps;
    const after = firstAbove(steps, added.key);
    const same = steps[after - 1];
    // The steps descend: the next one is the best of all that come later.
    for (const later of [steps[after], same?.key === added.key ? same : undefined]) {
      if (later !== undefined && !this.#isBetter(added.value, later.value)) return;
    }
    let from = after;
    while (from > 0 && !this.#isBetter(steps[from - 1]?.value ?? 0, added.value)) from -= 1;
    steps.splice(from, after - from, added);
  }

  #isBetter(a: number, b: number): boolean {
    return this.#clause.aggregate === 'minimum' ? a < b : a > b;
  }
}
