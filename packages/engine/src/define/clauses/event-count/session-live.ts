import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { type Window, windowSpan } from '../../language/window.ts';
import { isReached } from '../../live/reach.ts';
import { EarliestTimes } from '../../live/state/earliest-times.ts';
import { LatestTimes } from '../../live/state/latest-times.ts';
import {
  FAILS,
  HOLDS,
  type Occurrence,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';

type Times = EarliestTimes | LatestTimes;

/** So many events in one session: of each session the times that decide about it alone. */
export class SessionCounts implements Tracker {
  readonly #needed: number;
  readonly #window: Window;
  readonly #sessions = new Map<string, Times>();

  constructor(needed: number, window: Window) {
    this.#needed = needed;
    this.#window = window;
  }

  event(_: number, { time, session }: Occurrence): void {
    if (session !== undefined && isReached(this.#window, time)) this.#timesOf(session).add(time);
  }

  absorb(other: SessionCounts): void {
    for (const [session, times] of other.#sessions) {
      const own = this.#timesOf(session);
      if (own instanceof LatestTimes && times instanceof LatestTimes) own.addAll(times);
      if (own instanceof EarliestTimes && times instanceof EarliestTimes) own.addAll(times);
    }
  }

  truth(at: Instant, { knownSince }: UnitFacts): Truth {
    const { after, until } = windowSpan(this.#window, at, knownSince);
    let latest: Instant | undefined;
    for (const times of this.#sessions.values()) {
      if (times instanceof EarliestTimes) {
        if (times.countBetween(after, until) >= this.#needed) return HOLDS;
      } else {
        const reached = times.nthLatest(this.#needed);
        if (reached !== undefined && reached > (latest ?? after)) latest = reached;
      }
    }
    if (latest === undefined || this.#window.kind !== 'last') return FAILS;
    return { holds: true, until: latest + durationMs(this.#window.duration) };
  }

  /** The most events of one session; the number that decides when there are as many or more. */
  value(at: Instant, { knownSince }: UnitFacts): number {
    const { after, until } = windowSpan(this.#window, at, knownSince);
    let most = 0;
    for (const times of this.#sessions.values()) {
      const count =
        times instanceof EarliestTimes ? times.countBetween(after, until) : times.countAfter(after);
      most = Math.max(most, count);
    }
    return most;
  }

  forget(before: Instant): boolean {
    const window = this.#window;
    if (window.kind !== 'last') return this.#sessions.size === 0;
    const until = before - durationMs(window.duration);
    for (const [session, times] of this.#sessions) {
      if (times instanceof LatestTimes && times.dropUntil(until)) this.#sessions.delete(session);
    }
    return this.#sessions.size === 0;
  }

  #timesOf(session: string): Times {
    let times = this.#sessions.get(session);
    if (times === undefined) {
      times = this.#window.kind === 'last' ? new LatestTimes(this.#needed) : new EarliestTimes(this.#needed);
      this.#sessions.set(session, times);
    }
    return times;
  }
}
