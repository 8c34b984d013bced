import type { Instant } from '../../../model/time.ts';
import type { ChainStep } from '../../clauses/sequence/schema.ts';
import { durationMs } from '../../language/duration.ts';

/** An event with a bit for each selector that takes it, the first step's the lowest. */
export interface FilledEvent {
  readonly time: Instant;
  readonly seq: number;
  readonly bits: number;
}

/** An event that ends a chain of steps, and when the latest such chain began. */
export interface Chain {
  readonly start: Instant;
  readonly end: Instant;
  /** Where the last event stands among all. */
  readonly last: number;
}

/** Events ascending by (time, seq), each once, though it comes once for each selector that takes it. */
export class ChainEvents {
  #events: FilledEvent[] = [];
  /** How many of the first events `newChains` has been over, and how far it had come there. */
  #swept = 0;
  #reached: (Chain | undefined)[] = [];

  get all(): readonly FilledEvent[] {
    return this.#events;
  }

  add(added: FilledEvent): void {
    const events = this.#events;
    let at = events.length;
    let before = events[at - 1];
    while (before && (before.time > added.time || (before.time === added.time && before.seq > added.seq))) {
      at -= 1;
      before = events[at - 1];
    }
    if (before && before.time === added.time && before.seq === added.seq) {
      at -= 1;
      events[at] = { ...added, bits: before.bits | added.bits };
    } else {
      events.splice(at, 0, added);
    }
    if (at < this.#swept) this.#sweepAgain();
  }

  /** Lets go of all other events. */
  keep(isKept: (time: Instant) => boolean): void {
    const { length } = this.#events;
    this.#events = this.#events.filter(({ time }) => isKept(time));
    if (this.#events.length < length) this.#sweepAgain();
  }

  /**
   * Every event that ends a chain of all steps, in order. One sweep: for every number of steps it keeps the last event that ends a
   * chain of so many, and when the latest of those chains began. A later end is nearer to what follows and never began earlier.
   */
  chains(steps: readonly ChainStep[]): readonly Chain[] {
    return sweep(this.#events, 0, [], steps);
  }

  /**
   * Those that end with an event that came since this was asked last, always about the same steps; all of them when something has
   * come in between. So a history that comes in order is gone over once.
   */
  newChains(steps: readonly ChainStep[]): readonly Chain[] {
    const from = this.#swept;
    this.#swept = this.#events.length;
    return sweep(this.#events, from, this.#reached, steps);
  }

  #sweepAgain(): void {
    this.#swept = 0;
    this.#reached = [];
  }

  /** For each event, when the next later one comes that has the bit in this place; undefined: none does. */
  nextTimes(place: number): readonly (Instant | undefined)[] {
    const found: (Instant | undefined)[] = [];
    let next: Instant | undefined;
    for (const { time, bits } of this.#events.toReversed()) {
      found.push(next);
      if ((bits & (1 << place)) !== 0) next = time;
    }
    return found.toReversed();
  }
}

/** The chains that end with an event from a place on. `reached`: how far the events before it came; brought up to the end. */
function sweep(
  events: readonly FilledEvent[],
  from: number,
  reached: (Chain | undefined)[],
  steps: readonly ChainStep[],
): readonly Chain[] {
  const gaps = steps.map(({ within }) => (within ? durationMs(within) : Number.POSITIVE_INFINITY));
  const found: Chain[] = [];
  for (let last = from; last < events.length; last += 1) {
    const { time, bits } = events[last] as FilledEvent;
    // The last step first, so that the chains asked about are those before this event.
    for (let step = steps.length - 1; step >= 0; step -= 1) {
      if ((bits & (1 << step)) === 0) continue;
      const before = step === 0 ? { start: time, end: time, last } : reached[step - 1];
      if (!before || time - before.end > (gaps[step] ?? 0)) continue;
      const chain = { start: before.start, end: time, last };
      reached[step] = chain;
      if (step === steps.length - 1) found.push(chain);
    }
  }
  return found;
}
