import type { PropertyValue } from '../../../model/property-value.ts';
import { Room } from '../../live/state/room.ts';
import { placesOfValue, readValue, writeValue } from '../../live/state/value-places.ts';
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

/** In the row: when the last change came and which it was, whether its value passes, and its value. */
const TIME = 0;
const SEQ = 1;
const HOLDS_SO = 2;
const VALUE = 3;
const FIRST_VALUE = 4;

/** Only the last change by (time, seq) counts, and none that comes later can make an earlier one count again. */
class LastValue extends Room implements Tracker {
  readonly firstPlaces = VALUE + FIRST_VALUE;
  readonly #clause: PropertyClause;

  constructor(clause: PropertyClause) {
    super();
    this.#clause = clause;
    this.settle();
  }

  clear(): void {
    this.room[this.from + TIME] = Number.NEGATIVE_INFINITY;
    this.#setValue(undefined);
  }

  change(_: number, { time, seq, value }: PropertyChange): void {
    const last = this.room[this.from + TIME] as number;
    if (time < last || (time === last && seq < (this.room[this.from + SEQ] as number))) return;
    this.room[this.from + TIME] = time;
    this.room[this.from + SEQ] = seq;
    this.#setValue(value);
  }

  absorb(other: LastValue): void {
    const { room, from } = other;
    const time = room[from + TIME] as number;
    if (time === Number.NEGATIVE_INFINITY) return;
    this.change(0, { time, seq: room[from + SEQ] as number, value: other.value() });
  }

  truth(): Truth {
    return this.room[this.from + HOLDS_SO] === 1 ? HOLDS : FAILS;
  }

  value(): PropertyValue | undefined {
    return readValue(this.room, this.from + VALUE);
  }

  forget(): boolean {
    return this.room[this.from + TIME] === Number.NEGATIVE_INFINITY;
  }

  #setValue(value: PropertyValue | undefined): void {
    const needed = VALUE + placesOfValue(value);
    if (needed > this.places) this.lengthen(needed);
    this.room[this.from + HOLDS_SO] = compare(value, this.#clause.comparison) ? 1 : 0;
    writeValue(value, this.room, this.from + VALUE);
  }
}
