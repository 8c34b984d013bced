import type { Scalar } from '../../../model/property-value.ts';
import { type Total, totalHolds } from './compare-aggregate.ts';
import { nanounits } from './nanounits.ts';
import type { EventAggregateClause } from './schema.ts';
import { type AggregateState, type AggregateStep, firstAbove } from './state.ts';

/** Sums and averages: all of the numbers, those of one key as one. */
export class TotalState implements AggregateState {
  readonly #clause: EventAggregateClause;
  /** Ascending. */
  #totals: (Total & { readonly key: number })[] = [];
  /** Of all that are kept. */
  #whole: Total = { sum: 0n, count: 0 };

  constructor(clause: EventAggregateClause) {
    this.#clause = clause;
  }

  add(key: number, values: readonly Scalar[]): void {
    let sum = 0n;
    let count = 0;
    for (const value of values) {
      if (typeof value !== 'number') continue;
      sum += nanounits(value);
      count += 1;
    }
    if (count > 0) this.#add(key, { sum, count });
  }

  absorb(other: TotalState): void {
    for (const { key, ...total } of other.#totals) this.#add(key, total);
  }

  *from(edge: number): Iterable<AggregateStep> {
    let first = firstAbove(this.#totals, edge);
    let left = this.#totals.slice(0, first).reduce(minus, this.#whole);
    for (;;) {
      const leaving = this.#totals[first];
      yield { holds: totalHolds(left, this.#clause), value: this.#value(left), next: leaving?.key };
      if (leaving === undefined) return;
      left = minus(left, leaving);
      first += 1;
    }
  }

  forget(until: number): boolean {
    const gone = this.#totals.splice(0, firstAbove(this.#totals, until));
    this.#whole = gone.reduce(minus, this.#whole);
    return this.#totals.length === 0;
  }

  #add(key: number, total: Total): void {
    this.#whole = plus(this.#whole, total);
    const at = firstAbove(this.#totals, key);
    const same = this.#totals[at - 1];
    if (same?.key === key) this.#totals[at - 1] = { key, ...plus(same, total) };
    else this.#totals.splice(at, 0, { key, ...total });
  }

  #value({ sum, count }: Total): number | undefined {
    if (this.#clause.aggregate === 'sum') return Number(sum) / 1e9;
    return count === 0 ? undefined : Number(sum) / 1e9 / count;
  }
}

function plus(a: Total, b: Total): Total {
  return { sum: a.sum + b.sum, count: a.count + b.count };
}

function minus(a: Total, b: Total): Total {
  return { sum: a.sum - b.sum, count: a.count - b.count };
}
