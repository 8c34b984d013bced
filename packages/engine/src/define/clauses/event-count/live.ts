import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
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
import { mostWithin } from './tight-live.ts';
import { trackTogether } from './together-live.ts';

export const eventCountLive: TrackedReading<EventCountClause> = {
  kind: 'tracked',
  inputs: ({ event, together, window }) => ({
    events: [
      {
        selector: event,
        reach: reachOf(window),
        ...(together?.kind === 'session' && { sessions: 'ids' as const }),
      },
    ],
    properties: [],
  }),
  track: (clause) => {
    const { together, window } = clause;
    if (together !== undefined) return trackTogether(eventsNeeded(clause), together, window);
    return window.kind === 'last' ? new RollingCount(rollingOf(clause)) : new GatheredCount(clause);
  },
  stops: {
    at: (clause) => (clause.together === undefined ? clause.count + 1 : eventsNeeded(clause)),
    window: ({ window }) => window,
    whole: ({ together }, occurrences) => {
      switch (together?.kind) {
        case undefined:
          return occurrences.length;
        case 'any':
          return mostWithin(
            occurrences.map(({ time }) => time),
            durationMs(together.duration),
          );
        case 'session':
          return mostInSession(occurrences);
      }
    },
  },
};

/** The most events of one session. */
function mostInSession(occurrences: readonly Occurrence[]): number {
  const counts = new Map<string, number>();
  for (const { session } of occurrences) {
    if (session !== undefined) counts.set(session, (counts.get(session) ?? 0) + 1);
  }
  let most = 0;
  for (const count of counts.values()) most = Math.max(most, count);
  return most;
}

const rollings = new WeakMap<EventCountClause, Rolling>();

function rollingOf(clause: EventCountClause): Rolling {
  let rolling = rollings.get(clause);
  if (rolling === undefined) {
    const { op, count, window } = clause;
    rolling = { op, count, lengthMs: window.kind === 'last' ? durationMs(window.duration) : 0 };
    rollings.set(clause, rolling);
  }
  return rolling;
}

/** How often within how long, shared by the trackers of all units. */
interface Rolling {
  readonly op: CountComparison;
  readonly count: number;
  readonly lengthMs: number;
}

/**
 * Over a rolling window: events leave as time passes, the oldest first. Keeps one more than the number compared with: whether
 * there are more is all that a comparison asks.
 */
class RollingCount extends LatestTimes implements Tracker {
  readonly #rolling: Rolling;

  constructor(rolling: Rolling) {
    super(rolling.count + 1);
    this.#rolling = rolling;
  }

  event(_: number, { time }: Occurrence): void {
    this.add(time);
  }

  absorb(other: RollingCount): void {
    this.addAll(other);
  }

  truth(at: Instant): Truth {
    const { op, count } = this.#rolling;
    const seen = this.value(at);
    const holds = countHolds(seen, op, count);
    const until = this.#crosses(count, seen, holds) ?? this.#crosses(count - 1, seen, holds);
    if (until === undefined) return holds ? HOLDS : FAILS;
    return { holds, until };
  }

  /** The count falls as events leave. When it falls to `left`, if that makes a difference. */
  #crosses(left: number, seen: number, holds: boolean): Instant | undefined {
    const { op, count, lengthMs } = this.#rolling;
    if (left < 0 || left >= seen || countHolds(left, op, count) === holds) return undefined;
    const leaving = this.nthLatest(left + 1);
    return leaving === undefined ? undefined : leaving + lengthMs;
  }

  value(at: Instant): number {
    return this.countAfter(at - this.#rolling.lengthMs);
  }

  forget(before: Instant): boolean {
    return this.dropUntil(before - this.#rolling.lengthMs);
  }
}

/**
 * Over a window whose end stays where it is, or moves back as an earlier row shows the unit to be known for longer: the
 * earliest events decide.
 */
class GatheredCount extends EarliestTimes implements Tracker {
  readonly #clause: EventCountClause;

  constructor(clause: EventCountClause) {
    super(clause.count + 1);
    this.#clause = clause;
  }

  event(_: number, { time }: Occurrence): void {
    if (isReached(this.#clause.window, time)) this.add(time);
  }

  absorb(other: GatheredCount): void {
    this.addAll(other);
  }

  truth(at: Instant, unit: UnitFacts): Truth {
    return countHolds(this.value(at, unit), this.#clause.op, this.#clause.count) ? HOLDS : FAILS;
  }

  value(at: Instant, { knownSince }: UnitFacts): number {
    const { after, until } = windowSpan(this.#clause.window, at, knownSince);
    return this.countBetween(after, until);
  }

  forget(): boolean {
    return this.size === 0;
  }
}
