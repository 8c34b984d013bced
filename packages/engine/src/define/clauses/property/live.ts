import type { PropertyValue } from '../../../model/property-value.ts';
import {
  FAILS,
  HOLDS,
  type PropertyChange,
  type TrackedReading,
  type Tracker,
  type Truth,
} from '../../live/tracker.ts';
import { compare } from '../../selector/compare.ts';
import type { PropertyClause } from './schema.ts';

export const propertyLive: TrackedReading<PropertyClause> = {
  kind: 'tracked',
  inputs: ({ property }) => ({ events: [], properties: [property] }),
  track: (clause) => new LastValue(clause),
};

/** Only the last change by (time, seq) counts, and none that comes later can make an earlier one count again. */
class LastValue implements Tracker {
  readonly #clause: PropertyClause;
  #last: PropertyChange | undefined;
  #holds: boolean;

  constructor(clause: PropertyClause) {
    this.#clause = clause;
    this.#holds = compare(undefined, clause.comparison);
  }

  change(_: number, change: PropertyChange): void {
    const last = this.#last;
    if (last && (change.time < last.time || (change.time === last.time && change.seq < last.seq))) return;
    this.#last = change;
    this.#holds = compare(change.value, this.#clause.comparison);
  }

  absorb(other: LastValue): void {
    if (other.#last) this.change(0, other.#last);
  }

  truth(): Truth {
    return this.#holds ? HOLDS : FAILS;
  }

  value(): PropertyValue | undefined {
    return this.#last?.value;
  }

  forget(): boolean {
    return this.#last === undefined;
  }
}
