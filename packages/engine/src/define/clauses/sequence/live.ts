import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { isReached, reachFrom, reachOf } from '../../live/reach.ts';
import {
  FAILS,
  HOLDS,
  type Occurrence,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import type { SequenceClause } from './schema.ts';

export const sequenceLive: TrackedReading<SequenceClause> = {
  kind: 'tracked',
  inputs: ({ steps, window }) => ({
    events: steps.map((selector) => ({ selector, reach: reachOf(window) })),
    properties: [],
  }),
  track: (clause) => new Chains(clause),
};

/** An event with a bit for each step that it fills. */
interface Filled {
  readonly time: Instant;
  readonly seq: number;
  bits: number;
}

interface Chain {
  readonly start: Instant;
  readonly end: Instant;
}

/**
 * The events of all steps in their order. A chain that starts later stays in a rolling window for longer, so the latest start of
 * a whole chain decides, and events before it are let go: nothing that may still come makes them matter. In the first while of a unit it is the
 * earliest end that decides, because that window can only be found to have ended earlier.
 */
class Chains implements Tracker {
  readonly #clause: SequenceClause;
  /** Ascending by (time, seq). */
  #events: Filled[] = [];
  /** The whole chain that decides; undefined: there is none. */
  #chain: Chain | undefined;
  #isStale = false;

  constructor(clause: SequenceClause) {
    this.#clause = clause;
  }

  event(step: number, { time, seq }: Occurrence): void {
    if (isReached(this.#clause.window, time)) this.#add({ time, seq, bits: 1 << step });
  }

  absorb(other: Chains): void {
    for (const event of other.#events) this.#add(event);
  }

  truth(at: Instant, { knownSince }: UnitFacts): Truth {
    if (this.#isStale) this.#read();
    const { window } = this.#clause;
    const { after, until } = windowSpan(window, at, knownSince);
    if (this.#chain === undefined || this.#chain.start <= after || this.#chain.end > until) return FAILS;
    return window.kind === 'last'
      ? { holds: true, until: this.#chain.start + durationMs(window.duration) }
      : HOLDS;
  }

  value(at: Instant, unit: UnitFacts): string | undefined {
    return this.truth(at, unit).holds && this.#chain !== undefined
      ? new Date(this.#chain.start).toISOString()
      : undefined;
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(reachOf(this.#clause.window), before);
    const first = this.#events.findIndex((event) => event.time > after);
    this.#events = first < 0 ? [] : this.#events.slice(first);
    return this.#events.length === 0;
  }

  #add({ time, seq, bits }: Filled): void {
    const events = this.#events;
    let at = events.length;
    let before = events[at - 1];
    while (before && (before.time > time || (before.time === time && before.seq > seq))) {
      at -= 1;
      before = events[at - 1];
    }
    this.#isStale = true;
    if (before && before.time === time && before.seq === seq) before.bits |= bits;
    else events.splice(at, 0, { time, seq, bits });
  }

  /** One sweep: for every number of steps, when the latest chain of so many began. The last whole chain decides, or the first. */
  #read(): void {
    const { steps, within, window } = this.#clause;
    const withinMs = within === undefined ? Number.POSITIVE_INFINITY : durationMs(within);
    const starts: (Instant | undefined)[] = new Array(steps.length).fill(undefined);
    let first: Chain | undefined;
    let last: Chain | undefined;
    for (const { time, bits } of this.#events) {
      for (let step = steps.length - 1; step >= 0; step -= 1) {
        if ((bits & (1 << step)) === 0) continue;
        const start = step === 0 ? time : starts[step - 1];
        if (start === undefined || (step > 0 && time - start > withinMs)) continue;
        starts[step] = start;
        if (step < steps.length - 1) continue;
        last = { start, end: time };
        first ??= last;
      }
    }
    this.#isStale = false;
    const isFirst = window.kind === 'first';
    const chain = isFirst ? first : last;
    this.#chain = chain;
    if (chain === undefined) return;
    this.#events = this.#events.filter(({ time }) => (isFirst ? time <= chain.end : time >= chain.start));
  }
}
