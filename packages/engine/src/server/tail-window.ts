import type { StoredEvent } from '../model/event.ts';

/** Events that were not shown, and why: more came than are shown, or the reader did not keep up. */
export interface Missed {
  readonly rate: number;
  readonly slow: number;
}

/** What there is to send now. */
export interface Taken {
  readonly events: readonly StoredEvent[];
  /** Since it was last told; undefined: none, or too soon to tell again. */
  readonly missed: Missed | undefined;
}

/** Shown in a second at most, evenly over it, so that a flood does not show as one burst a second. */
export const SHOWN_A_SECOND = 20;
const TICK_MS = 250;
const SHOWN_A_TICK = SHOWN_A_SECOND / (1_000 / TICK_MS);
/** Events that wait for a slow reader. */
const MOST_WAITING = 100;
const TOLD_EVERY_MS = 1_000;

/**
 * Thins a stream of events to what a person can follow, and counts what it leaves out. Instants are those of a clock that never goes
 * back, in ms.
 */
export class TailWindow {
  #waiting: StoredEvent[] = [];
  #tick = -1;
  #shownInTick = 0;
  #rate = 0;
  #slow = 0;
  #toldAt: number;

  constructor(now: number) {
    this.#toldAt = now;
  }

  /** True: there is something new to send. */
  hear(event: StoredEvent, now: number): boolean {
    const tick = Math.floor(now / TICK_MS);
    if (tick !== this.#tick) {
      this.#tick = tick;
      this.#shownInTick = 0;
    }
    if (this.#shownInTick >= SHOWN_A_TICK) this.#rate += 1;
    else if (this.#waiting.length >= MOST_WAITING) this.#slow += 1;
    else {
      this.#shownInTick += 1;
      this.#waiting.push(event);
      return true;
    }
    return false;
  }

  take(now: number): Taken {
    const events = this.#waiting;
    this.#waiting = [];
    if (this.#rate + this.#slow === 0 || now - this.#toldAt < TOLD_EVERY_MS)
      return { events, missed: undefined };
    const missed = { rate: this.#rate, slow: this.#slow };
    this.#rate = 0;
    this.#slow = 0;
    this.#toldAt = now;
    return { events, missed };
  }
}
