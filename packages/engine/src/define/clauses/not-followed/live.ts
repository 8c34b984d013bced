import type { Instant } from '../../../model/time.ts';
import { isoInstant } from '../../../util/iso-instant.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { isReached, type Reach, reachFrom, reachOf } from '../../live/reach.ts';
import { ChainEvents } from '../../live/state/chain-events.ts';
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
class Waits extends ChainEvents implements Tracker {
  readonly #clause: NotFollowedClause;
  readonly #waitMs: number;
  readonly #lengthMs: number;
  readonly #reach: Reach;
  /** The chains whose wait nothing unwanted came into, in order: start and end of each. Filled anew for each question. */
  readonly #quiet: Instant[] = [];
  /** The first event that was not looked at when the last chain's wait was gone through. */
  #next = 0;

  constructor(clause: NotFollowedClause) {
    super(clause.steps);
    const { window } = clause;
    this.#clause = clause;
    this.#waitMs = durationMs(clause.within);
    this.#lengthMs = window.kind === 'last' ? durationMs(window.duration) : Number.POSITIVE_INFINITY;
    this.#reach = unwantedReach(clause);
  }

  event(input: number, { time, seq }: Occurrence): void {
    const { steps, window } = this.#clause;
    const { after, to } = reachFrom(this.#reach, time);
    if (input < steps.length ? !isReached(window, time) : time <= after || time >= to) return;
    this.add(time, seq, 1 << input);
  }

  absorb(other: Waits): void {
    this.addAll(other);
  }

  /** A wait counts from its end on until the chain's start leaves a rolling window. Waits end in the order of their chains. */
  truth(at: Instant, unit: UnitFacts): Truth {
    const quiet = this.#quietIn(at, unit);
    let until: Instant | undefined;
    for (let i = 0; i < quiet.length; i += 2) {
      const over = (quiet[i + 1] as Instant) + this.#waitMs;
      const leaves = (quiet[i] as Instant) + this.#lengthMs;
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
    const quiet = this.#quietIn(at, unit);
    for (let i = quiet.length - 1; i > 0; i -= 2) {
      const end = quiet[i] as Instant;
      if (end + this.#waitMs <= at) return isoInstant(end);
    }
    return undefined;
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(this.#reach, before);
    this.keepBetween(after, Number.POSITIVE_INFINITY);
    return this.size === 0;
  }

  /** The chains in the window as of an instant whose wait nothing unwanted came into. */
  #quietIn(at: Instant, { knownSince }: UnitFacts): readonly Instant[] {
    this.#quiet.length = 0;
    if (this.size === 0) return this.#quiet;
    const { after, until } = windowSpan(this.#clause.window, at, knownSince);
    this.#next = 0;
    this.chains((start, end, last) => {
      if (start > after && end <= until && this.#isQuiet(end, last)) this.#quiet.push(start, end);
    });
    return this.#quiet;
  }

  /** Does the first unwanted event after one come later than the wait that begins there? Asked of one event after the other. */
  #isQuiet(end: Instant, last: number): boolean {
    const unwanted = this.#clause.steps.length;
    this.#next = Math.max(this.#next, last + 1);
    while (this.#next < this.size && !this.hasBit(this.#next, unwanted)) this.#next += 1;
    return this.#next >= this.size || this.timeAt(this.#next) > end + this.#waitMs;
  }
}
