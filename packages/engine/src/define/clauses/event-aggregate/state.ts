import type { PropertyValue, Scalar } from '../../../model/property-value.ts';

/** What the values above some key come to, and the lowest of their keys: once that is gone, the next step is true. */
export interface AggregateStep {
  readonly holds: boolean;
  readonly value: PropertyValue | undefined;
  readonly next: number | undefined;
}

/** Values by key, as far as they can still matter while keys go from the lowest up. */
export interface AggregateState {
  add(key: number, values: readonly Scalar[]): void;
  absorb(other: AggregateState): void;
  /** The truth of all values above the key, then without those of the lowest key, and so on down to none. */
  from(edge: number): Iterable<AggregateStep>;
  /** Drops the values up to the key. True: none is left. */
  forget(until: number): boolean;
}

/** Where in a list that ascends by key the items above a key begin. */
export function firstAbove(items: readonly { readonly key: number }[], key: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.key ?? 0) > key) high = middle;
    else low = middle + 1;
  }
  return low;
}
