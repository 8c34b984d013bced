import type { Instant } from '../../../model/time.ts';
import type { ChainStep } from '../../clauses/sequence/schema.ts';
import { durationMs } from '../../language/duration.ts';
import { Room } from './room.ts';

/** A chain of steps is told with when the latest such chain began, when it ended, and where its last event stands among all. */
export type TakeChain = (start: Instant, end: Instant, last: number) => void;

/** An event is its time, its arrival, and a bit for each selector that takes it, the first step's the lowest. */
const EVENT = 3;
const SEQ = 1;
const BITS = 2;
const FIRST_EVENTS = 2;
const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Events ascending by (time, arrival), each once, though it comes once for each selector that takes it. In the row: `extra` places
 * for whoever builds on this; how many events there are; how many of them `newChains` has been over, and how far it had come there: for
 * every number of steps when the last chain of so many began and ended; then the events.
 */
export class ChainEvents extends Room {
  readonly firstPlaces: number;
  readonly #gaps: readonly number[];
  readonly #count: number;
  readonly #swept: number;
  readonly #reached: number;
  readonly #events: number;
  /** For a sweep over all events, which leaves what is kept as it is. */
  readonly #scratch: Float64Array;

  constructor(steps: readonly ChainStep[], extra = 0) {
    super();
    this.#gaps = steps.map(({ within }) => (within ? durationMs(within) : Number.POSITIVE_INFINITY));
    this.#count = extra;
    this.#swept = extra + 1;
    this.#reached = extra + 2;
    this.#events = this.#reached + 2 * steps.length;
    this.#scratch = new Float64Array(2 * steps.length);
    this.firstPlaces = this.#events + EVENT * FIRST_EVENTS;
    this.settle();
  }

  clear(): void {
    this.room[this.from + this.#count] = 0;
    this.#sweepAgain();
  }

  /** How many events there are. */
  get size(): number {
    return this.room[this.from + this.#count] as number;
  }

  timeAt(event: number): Instant {
    return this.room[this.#placeOf(event)] as Instant;
  }

  /** Has the event the bit in this place? */
  hasBit(event: number, place: number): boolean {
    return ((this.room[this.#placeOf(event) + BITS] as number) & (1 << place)) !== 0;
  }

  add(time: Instant, seq: number, bits: number): void {
    const { size } = this;
    let at = size;
    while (at > 0 && this.#isAfter(at - 1, time, seq)) at -= 1;
    if (at > 0 && this.timeAt(at - 1) === time && this.room[this.#placeOf(at - 1) + SEQ] === seq) {
      at -= 1;
      this.room[this.#placeOf(at) + BITS] = (this.room[this.#placeOf(at) + BITS] as number) | bits;
    } else {
      const used = this.#events + EVENT * (size + 1);
      if (used > this.places) this.lengthen(this.#events + EVENT * 2 * size);
      const { room } = this;
      const place = this.#placeOf(at);
      if (at < size) room.copyWithin(place + EVENT, place, this.#placeOf(size));
      room[place] = time;
      room[place + SEQ] = seq;
      room[place + BITS] = bits;
      room[this.from + this.#count] = size + 1;
    }
    if (at < (this.room[this.from + this.#swept] as number)) this.#sweepAgain();
  }

  addAll(other: ChainEvents): void {
    for (let event = 0; event < other.size; event += 1) {
      const place = other.#placeOf(event);
      const { room } = other;
      this.add(room[place] as number, room[place + SEQ] as number, room[place + BITS] as number);
    }
  }

  /** Lets go of the events up to and at `after`, and of those from `to` on. */
  keepBetween(after: Instant, to: Instant): void {
    const { size } = this;
    let first = 0;
    while (first < size && this.timeAt(first) <= after) first += 1;
    let end = size;
    while (end > first && this.timeAt(end - 1) >= to) end -= 1;
    if (first === 0 && end === size) return;
    this.room.copyWithin(this.#placeOf(0), this.#placeOf(first), this.#placeOf(end));
    this.room[this.from + this.#count] = end - first;
    this.#sweepAgain();
  }

  /**
   * Every event that ends a chain of all steps, in order. One sweep: for every number of steps it keeps the last event that ends a
   * chain of so many, and when the latest of those chains began. A later end is nearer to what follows and never began earlier.
   */
  chains(take: TakeChain): void {
    this.#scratch.fill(NEVER);
    this.#sweep(0, this.#scratch, 0, take);
  }

  /**
   * Those that end with an event that came since this was asked last; all of them when something has come in between or was let go.
   * So a history that comes in order is gone over once. `take` must not change the events.
   */
  newChains(take: TakeChain): void {
    const { size } = this;
    const swept = this.room[this.from + this.#swept] as number;
    if (swept === size) return;
    this.room[this.from + this.#swept] = size;
    this.#sweep(swept, this.room, this.from + this.#reached, take);
  }

  #placeOf(event: number): number {
    return this.from + this.#events + EVENT * event;
  }

  #isAfter(event: number, time: Instant, seq: number): boolean {
    const place = this.#placeOf(event);
    const other = this.room[place] as Instant;
    return other > time || (other === time && (this.room[place + SEQ] as number) > seq);
  }

  #sweepAgain(): void {
    const start = this.from + this.#swept;
    const { room } = this;
    room[start] = 0;
    for (let at = start + 1, end = this.from + this.#events; at < end; at += 1) room[at] = NEVER;
  }

  /** `reached`, from a place on: how far the events before the first came; brought up to the end. */
  #sweep(first: number, reached: Float64Array, at: number, take: TakeChain): void {
    const gaps = this.#gaps;
    const { size, room } = this;
    for (let event = first; event < size; event += 1) {
      const place = this.#placeOf(event);
      const time = room[place] as Instant;
      const bits = room[place + BITS] as number;
      // The last step first, so that the chains asked about are those before this event.
      for (let step = gaps.length - 1; step >= 0; step -= 1) {
        if ((bits & (1 << step)) === 0) continue;
        const before = at + 2 * (step - 1);
        if (step > 0 && !(time - (reached[before + 1] as Instant) <= (gaps[step] as number))) continue;
        if (step > 0 && reached[before] === NEVER) continue;
        const start = step === 0 ? time : (reached[before] as Instant);
        reached[at + 2 * step] = start;
        reached[at + 2 * step + 1] = time;
        if (step === gaps.length - 1) take(start, time, event);
      }
    }
  }
}
