import type { Scalar } from '../../../model/property-value.ts';
import { compares } from './compare-aggregate.ts';
import type { EventAggregateClause } from './schema.ts';
import { type AggregateState, type AggregateStep, firstAbove } from './state.ts';

interface Seen {
  readonly key: number;
  readonly value: Scalar;
}

/** How many distinct values are kept for a clause: one past the number that it compares with. */
export function distinctKept({ value }: EventAggregateClause): number {
  return Math.max(1, Math.floor(value) + 1);
}

/**
 * How many distinct values: each with its highest key, and no more of the highest than `distinctKept`. Whether
 * there are more is all that a comparison asks, and a value let go is below all that are kept.
 */
export class DistinctState implements AggregateState {
  readonly #clause: EventAggregateClause;
  readonly #capacity: number;
  /** Ascending by key. */
  readonly #seen: Seen[] = [];

  constructor(clause: EventAggregateClause) {
    this.#clause = clause;
    this.#capacity = distinctKept(clause);
  }

  add(key: number, values: readonly Scalar[]): void {
    for (const value of values) this.#add({ key, value });
  }

  absorb(other: DistinctState): void {
    for (const seen of other.#seen) this.#add(seen);
  }

  *from(edge: number): Iterable<AggregateStep> {
    const { op, value } = this.#clause;
    for (let at = firstAbove(this.#seen, edge); ; at += 1) {
      const count = this.#seen.length - at;
      yield { holds: compares(count, op, value), value: count, next: this.#seen[at]?.key };
      if (count === 0) return;
    }
  }

  forget(until: number): boolean {
    this.#seen.splice(0, firstAbove(this.#seen, until));
    return this.#seen.length === 0;
  }

  #add(added: Seen): void {
    const seen = this.#seen;
    const known = seen.findIndex(({ value }) => value === added.value);
    const before = seen[known];
    if (before !== undefined) {
      if (before.key >= added.key) return;
      seen.splice(known, 1);
    }
    seen.splice(firstAbove(seen, added.key), 0, added);
    if (seen.length > this.#capacity) seen.shift();
  }
}
