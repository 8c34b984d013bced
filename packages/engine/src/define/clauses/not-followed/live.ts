import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { isReached, type Reach, reachFrom, reachOf } from '../../live/reach.ts';
import { type Chain, ChainEvents } from '../../live/state/chain-events.ts';
import {
  FAILS,
  HOLDS,
  type Occurrence,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import type { NotFollowedClause } from './schema.ts';

export const notFollowedLive: TrackedReading<NotFollowedClause> = {
  kind: 'tracked',
  inputs: (clause) => ({
    events: [
      ...clause.steps.map(({ names, filters }) => ({
        selector: { names, filters },
        reach: reachOf(clause.window),
      })),
      { selector: clause.without, reach: unwantedReach(clause) },
    ],
    properties: [],
  }),
  track: (clause) => new Waits(clause),
};

/** What is unwanted matters as long as a wait that began in the window. */
function unwantedReach({ window, within }: NotFollowedClause): Reach {
  const reach = reachOf(window);
  return reach.kind === 'span' ? { ...reach, to: reach.to + durationMs(within) } : reach;
}

/**
 * The events of all steps in their order, and the unwanted ones with a bit of their own. All of the window are kept: an unwanted
 * event that comes late may end any wait that was thought to be over, and then another decides.
 */
class Waits implements Tracker {
  readonly #clause: NotFollowedClause;
  readonly #waitMs: number;
  readonly #reach: Reach;
  readonly #events = new ChainEvents();
  /** The chains whose wait nothing unwanted came into, in order; undefined: not known for the events there are. */
  #quiet: readonly Chain[] | undefined = [];

  constructor(clause: NotFollowedClause) {
    this.#clause = clause;
    this.#waitMs = durationMs(clause.within);
    this.#reach = unwantedReach(clause);
  }

  event(input: number, { time, seq }: Occurrence): void {
    const { steps, window } = this.#clause;
    const { after, to } = reachFrom(this.#reach, time);
    if (input < steps.length ? !isReached(window, time) : time <= after || time >= to) return;
    this.#quiet = undefined;
    this.#events.add({ time, seq, bits: 1 << input });
  }

  absorb(other: Waits): void {
    this.#quiet = undefined;
    for (const event of other.#events.all) this.#events.add(event);
  }

  /** A wait counts from its end on until the chain's start leaves a rolling window. Waits end in the order of their chains. */
  truth(at: Instant, unit: UnitFacts): Truth {
    const { window } = this.#clause;
    const lengthMs = window.kind === 'last' ? durationMs(window.duration) : Number.POSITIVE_INFINITY;
    let until: Instant | undefined;
    for (const { start, end } of this.#inWindow(at, unit)) {
      const over = end + this.#waitMs;
      const leaves = start + lengthMs;
      if (over >= leaves) continue;
      if (over > at && until === undefined) return { holds: false, until: over };
      if (over > (until ?? at)) break;
      until = Math.max(until ?? leaves, leaves);
    }
    if (until === undefined) return FAILS;
    return until === Number.POSITIVE_INFINITY ? HOLDS : { holds: true, until };
  }

  /** The last step after which the wait is over. */
  value(at: Instant, unit: UnitFacts): string | undefined {
    const last = this.#inWindow(at, unit).findLast(({ end }) => end + this.#waitMs <= at);
    return last && new Date(last.end).toISOString();
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(this.#reach, before);
    const count = this.#events.all.length;
    this.#events.keep((time) => time > after);
    if (this.#events.all.length < count) this.#quiet = undefined;
    return this.#events.all.length === 0;
  }

  #inWindow(at: Instant, { knownSince }: UnitFacts): readonly Chain[] {
    this.#quiet ??= this.#read();
    const { after, until } = windowSpan(this.#clause.window, at, knownSince);
    return this.#quiet.filter(({ start, end }) => start > after && end <= until);
  }

  #read(): readonly Chain[] {
    const { steps } = this.#clause;
    const next = this.#events.nextTimes(steps.length);
    return this.#events
      .chains(steps)
      .filter(({ end, last }) => (next[last] ?? Number.POSITIVE_INFINITY) > end + this.#waitMs);
  }
}
