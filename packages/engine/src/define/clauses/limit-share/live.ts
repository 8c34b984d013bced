import type { PropertyValue } from '../../../model/property-value.ts';
import type { Instant } from '../../../model/time.ts';
import { Room } from '../../live/state/room.ts';
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

/** In the row, for each of the two properties: when its last change came and which it was, and its number; NaN: none. */
const CHANGE = 3;
const SEQ = 1;
const NUMBER = 2;

/** Of both properties only the last change by (time, seq) counts, and none that comes later can make an earlier one count again. */
class UsedAndLimit extends Room implements Tracker {
  readonly firstPlaces = 2 * CHANGE;
  readonly #clause: LimitShareClause;

  constructor(clause: LimitShareClause) {
    super();
    this.#clause = clause;
    this.settle();
  }

  clear(): void {
    for (const property of [0, 1]) this.#set(property, Number.NEGATIVE_INFINITY, 0, Number.NaN);
  }

  change(property: number, { time, seq, value }: PropertyChange): void {
    this.#take(property, time, seq, typeof value === 'number' ? value : Number.NaN);
  }

  absorb(other: UsedAndLimit): void {
    for (const property of [0, 1]) {
      const at = other.from + CHANGE * property;
      const [time, seq, number] = [other.room[at], other.room[at + SEQ], other.room[at + NUMBER]];
      if (time !== Number.NEGATIVE_INFINITY) this.#take(property, Number(time), Number(seq), Number(number));
    }
  }

  truth(): Truth {
    return shareHolds(this.#clause, this.#numberOf(0), this.#numberOf(1)) ? HOLDS : FAILS;
  }

  /** The property and its limit, where both are numbers. */
  value(): PropertyValue | undefined {
    const [used, limit] = [this.#numberOf(0), this.#numberOf(1)];
    return used !== undefined && limit !== undefined ? [used, limit] : undefined;
  }

  forget(): boolean {
    return [0, 1].every((property) => this.room[this.from + CHANGE * property] === Number.NEGATIVE_INFINITY);
  }

  #numberOf(property: number): number | undefined {
    const number = this.room[this.from + CHANGE * property + NUMBER] as number;
    return Number.isNaN(number) ? undefined : number;
  }

  #take(property: number, time: Instant, seq: number, number: number): void {
    const at = this.from + CHANGE * property;
    const last = this.room[at] as Instant;
    if (time < last || (time === last && seq < (this.room[at + SEQ] as number))) return;
    this.#set(property, time, seq, number);
  }

  #set(property: number, time: Instant, seq: number, number: number): void {
    const at = this.from + CHANGE * property;
    this.room[at] = time;
    this.room[at + SEQ] = seq;
    this.room[at + NUMBER] = number;
  }
}
