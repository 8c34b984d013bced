import type { PropertyValue } from '../../../model/property-value.ts';
import {
  FAILS,
  HOLDS,
  type PropertyChange,
  type TrackedReading,
  type Tracker,
  type Truth,
} from '../../live/tracker.ts';
import { shareHolds } from './reference.ts';
import type { LimitShareClause } from './schema.ts';

export const limitShareLive: TrackedReading<LimitShareClause> = {
  kind: 'tracked',
  inputs: ({ property, of }) => ({ events: [], properties: [property, of] }),
  track: (clause) => new UsedAndLimit(clause),
};

/** Of both properties only the last change by (time, seq) counts, and none that comes later can make an earlier one count again. */
class UsedAndLimit implements Tracker {
  readonly #clause: LimitShareClause;
  readonly #last: (PropertyChange | undefined)[] = [undefined, undefined];

  constructor(clause: LimitShareClause) {
    this.#clause = clause;
  }

  change(property: number, change: PropertyChange): void {
    const last = this.#last[property];
    if (last && (change.time < last.time || (change.time === last.time && change.seq < last.seq))) return;
    this.#last[property] = change;
  }

  absorb(other: UsedAndLimit): void {
    for (const [property, change] of other.#last.entries()) if (change) this.change(property, change);
  }

  truth(): Truth {
    const [used, limit] = this.#last;
    return shareHolds(this.#clause, used?.value, limit?.value) ? HOLDS : FAILS;
  }

  /** The property and its limit, where both are numbers. */
  value(): PropertyValue | undefined {
    const [used, limit] = this.#last.map((change) => change?.value);
    return typeof used === 'number' && typeof limit === 'number' ? [used, limit] : undefined;
  }

  forget(): boolean {
    return this.#last.every((change) => change === undefined);
  }
}
