import type { Instant } from '../../../model/time.ts';
import { must } from '../../../util/assert.ts';
import { type KeptEvent, placeAfter } from './kept-event.ts';

/** The events of one group in order. A place stays the same when earlier events are let go, and goes up when one comes in before it. */
export class EventList {
  #events: KeptEvent[] = [];
  #first = 0;

  /** The place of the first that is kept. */
  get first(): number {
    return this.#first;
  }

  /** The place after the last. */
  get end(): number {
    return this.#first + this.#events.length;
  }

  at(place: number): KeptEvent {
    return must(this.#events[place - this.#first], 'event that is kept');
  }

  /** The event before a place; undefined: it was let go, or there is none. */
  before(place: number): KeptEvent | undefined {
    return this.#events[place - 1 - this.#first];
  }

  /** From a place up to before another. */
  slice(from: number, to: number): readonly KeptEvent[] {
    return this.#events.slice(from - this.#first, to - this.#first);
  }

  /** Answers the place that it got. */
  insert(event: KeptEvent): number {
    const place = placeAfter(this.#events, event);
    if (place === this.#events.length) this.#events.push(event);
    else this.#events.splice(place, 0, event);
    return this.#first + place;
  }

  /** The place of the first event at or after an instant. */
  since(instant: Instant): number {
    return this.#first + placeAfter(this.#events, { time: instant, seq: Number.NEGATIVE_INFINITY });
  }

  /** The place of the first event after another. */
  after(event: Pick<KeptEvent, 'time' | 'seq'>): number {
    return this.#first + placeAfter(this.#events, event);
  }

  /** Lets go of what is not after an instant. */
  forget(after: Instant): void {
    const gone = placeAfter(this.#events, { time: after, seq: Number.POSITIVE_INFINITY });
    if (gone === 0) return;
    this.#events = this.#events.slice(gone);
    this.#first += gone;
  }
}
