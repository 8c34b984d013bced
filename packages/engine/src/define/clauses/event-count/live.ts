import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { type Window, windowSpan } from '../../language/window.ts';
import { isReached, reachOf } from '../../live/reach.ts';
import { EarliestTimes } from '../../live/state/earliest-times.ts';
import { LatestTimes } from '../../live/state/latest-times.ts';
import {
  FAILS,
  HOLDS,
  type Occurrence,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import { countHolds } from './reference.ts';
import { type CountComparison, type EventCountClause, eventsNeeded } from './schema.ts';
import { trackTogether } from './together-live.ts';

export const eventCountLive: TrackedReading<EventCountClause> = {
  kind: 'tracked',
  inputs: ({ event, together, window }) => ({
    events: [
      {
        selector: event,
        reach: reachOf(window),
        ...(together?.kind === 'session' && { sessions: true as const }),
      },
    ],
    properties: [],
  }),
  track: (clause) => {
    const { op, count, together, window } = clause;
    if (together !== undefined) return trackTogether(eventsNeeded(clause), together, window);
    return window.kind === 'last'
      ? new RollingCount(op, count, durationMs(window.duration))
      : new GatheredCount(op, count, window);
  },
};

/** Over a rolling window: events leave as time passes, the oldest first. */
class RollingCount implements Tracker {
  readonly #op: CountComparison;
  readonly #count: number;
  readonly #lengthMs: number;
  /** One more than the number compared with: whether there are more is all that a comparison asks. */
  readonly #times: LatestTimes;

  constructor(op: CountComparison, count: number, lengthMs: number) {
    this.#op = op;
    this.#count = count;
    this.#lengthMs = lengthMs;
    this.#times = new LatestTimes(count + 1);
  }

  event(_: number, { time }: Occurrence): void {
    this.#times.add(time);
  }

  absorb(other: RollingCount): void {
    this.#times.addAll(other.#times);
  }

  /** The count falls as events leave, and every comparison has its edge next to the number compared with. */
  truth(at: Instant): Truth {
    const seen = this.value(at);
    const holds = countHolds(seen, this.#op, this.#count);
    for (const left of [this.#count, this.#count - 1]) {
      if (left < 0 || left >= seen || countHolds(left, this.#op, this.#count) === holds) continue;
      const leaving = this.#times.nthLatest(left + 1);
      return { holds, until: leaving === undefined ? undefined : leaving + this.#lengthMs };
    }
    return holds ? HOLDS : FAILS;
  }

  value(at: Instant): number {
    return this.#times.countAfter(at - this.#lengthMs);
  }

  forget(before: Instant): boolean {
    return this.#times.forget(before - this.#lengthMs);
  }
}

/**
 * Over a window whose end stays where it is, or moves back as an earlier row shows the unit to be known for longer: the
 * earliest events decide.
 */
class GatheredCount implements Tracker {
  readonly #op: CountComparison;
  readonly #count: number;
  readonly #window: Window;
  readonly #times: EarliestTimes;

  constructor(op: CountComparison, count: number, window: Window) {
    this.#op = op;
    this.#count = count;
    this.#window = window;
    this.#times = new EarliestTimes(count + 1);
  }

  event(_: number, { time }: Occurrence): void {
    if (isReached(this.#window, time)) this.#times.add(time);
  }

  absorb(other: GatheredCount): void {
    this.#times.addAll(other.#times);
  }

  truth(at: Instant, unit: UnitFacts): Truth {
    return countHolds(this.value(at, unit), this.#op, this.#count) ? HOLDS : FAILS;
  }

  value(at: Instant, { knownSince }: UnitFacts): number {
    const { after, until } = windowSpan(this.#window, at, knownSince);
    return this.#times.countBetween(after, until);
  }

  forget(): boolean {
    return this.#times.size === 0;
  }
}
