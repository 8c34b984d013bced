import type { Instant } from '../../../model/time.ts';
import { isoInstant } from '../../../util/iso-instant.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { ALL, reachOf } from '../../live/reach.ts';
import { EarliestTimes } from '../../live/state/earliest-times.ts';
import {
  FAILS,
  HOLDS,
  type Occurrence,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import type { NthTimeClause } from './schema.ts';

export const nthTimeLive: TrackedReading<NthTimeClause> = {
  kind: 'tracked',
  inputs: ({ event, window }) => ({
    // Nothing after a window's end can be the n-th in it; everything before it is counted.
    events: [{ selector: event, reach: window.kind === 'between' ? { ...reachOf(window), from: 0 } : ALL }],
    properties: [],
  }),
  track: (clause) => new NthTime(clause),
};

/** The n earliest times: the last of them is the n-th, and one that comes late can only move it back. */
class NthTime extends EarliestTimes implements Tracker {
  readonly #clause: NthTimeClause;

  constructor(clause: NthTimeClause) {
    super(clause.n);
    this.#clause = clause;
  }

  event(_: number, { time }: Occurrence): void {
    this.add(time);
  }

  absorb(other: NthTime): void {
    this.addAll(other);
  }

  truth(at: Instant, { knownSince }: UnitFacts): Truth {
    const { n, window } = this.#clause;
    const nth = this.nthEarliest(n);
    const { after, until } = windowSpan(window, at, knownSince);
    if (nth === undefined || nth <= after || nth > until) return FAILS;
    return window.kind === 'last' ? { holds: true, until: nth + durationMs(window.duration) } : HOLDS;
  }

  /** When it was done for the n-th time. */
  value(): string | undefined {
    const nth = this.nthEarliest(this.#clause.n);
    return nth === undefined ? undefined : isoInstant(nth);
  }

  forget(): boolean {
    return this.size === 0;
  }
}
