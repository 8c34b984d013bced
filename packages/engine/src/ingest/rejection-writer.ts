import type { EventStore } from '../store/event-store.ts';
import { type RejectedArrival, recordArrivals } from './rejected-events.ts';

/**
 * Writes rejections down one block at a time: those that arrive while a block is being written go together in the next. So a
 * sender whose every request is refused costs a few inserts a second, not one each.
 */
export class RejectionWriter {
  readonly #store: EventStore;
  #waiting: RejectedArrival[] = [];
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Resolves when these are durable; rejects when their block could not be written. */
  write(arrivals: readonly RejectedArrival[]): Promise<void> {
    for (const arrival of arrivals) this.#waiting.push(arrival);
    this.#next ??= this.#running.catch(() => undefined).then(() => this.#writeWaiting());
    return this.#next;
  }

  #writeWaiting(): Promise<void> {
    const block = this.#waiting;
    this.#waiting = [];
    this.#next = undefined;
    this.#running = recordArrivals(this.#store, block);
    return this.#running;
  }
}
