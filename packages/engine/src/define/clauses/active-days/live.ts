import { DAY_MS, type Instant } from '../../../model/time.ts';
import { zoneOffset } from '../../../util/zone-offsets.ts';
import { durationMs } from '../../language/duration.ts';
import { plainSpan, windowSpan } from '../../language/window.ts';
import { isReached, reachOf } from '../../live/reach.ts';
import {
  FAILS,
  HOLDS,
  type Occurrence,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import { countHolds } from '../event-count/reference.ts';
import type { ActiveDaysClause } from './schema.ts';

export const activeDaysLive: TrackedReading<ActiveDaysClause> = {
  kind: 'tracked',
  inputs: ({ event, window }) => ({ events: [{ selector: event, reach: reachOf(window) }], properties: [] }),
  track: (clause) => new ActiveDays(clause),
  stops: {
    at: ({ days }) => days + 1,
    window: ({ window }) => window,
    whole: ({ timeZone }, occurrences) => new Set(occurrences.map(({ time }) => dayOf(time, timeZone))).size,
  },
};

function dayOf(time: Instant, timeZone: string | undefined): number {
  const local = timeZone === undefined ? time : time + zoneOffset(timeZone, time);
  return Math.floor(local / DAY_MS);
}

interface ActiveDay {
  readonly day: number;
  /** The event that stands for the day: the last, or the first. */
  readonly time: Instant;
}

/**
 * A day is in a rolling window until its last event leaves, so of each day the last event counts, and of the days the latest. Over
 * any other window days only come, or a late row shows that it ended earlier: of each day the first event counts, and of the
 * days the earliest. One day more than the number compared with is all that a comparison asks.
 */
class ActiveDays implements Tracker {
  readonly #clause: ActiveDaysClause;
  readonly #isRolling: boolean;
  /** Ascending by time. */
  readonly #days: ActiveDay[] = [];

  constructor(clause: ActiveDaysClause) {
    this.#clause = clause;
    this.#isRolling = clause.window.kind === 'last';
  }

  event(_: number, { time }: Occurrence): void {
    const { window, timeZone } = this.#clause;
    if (!isReached(window, time)) return;
    this.#add({ day: dayOf(time, timeZone), time });
  }

  absorb(other: ActiveDays): void {
    for (const day of other.#days) this.#add(day);
  }

  truth(at: Instant, unit: UnitFacts): Truth {
    const { op, days, window } = this.#clause;
    const seen = this.value(at, unit);
    const holds = countHolds(seen, op, days);
    if (window.kind !== 'last') return holds ? HOLDS : FAILS;
    for (const left of [days, days - 1]) {
      if (left < 0 || left >= seen || countHolds(left, op, days) === holds) continue;
      const leaving = this.#days[this.#days.length - left - 1];
      return { holds, until: leaving && leaving.time + durationMs(window.duration) };
    }
    return holds ? HOLDS : FAILS;
  }

  /** How many days; one more than compared with when there are that many or more. */
  value(at: Instant, { knownSince }: UnitFacts): number {
    const { after, until } = windowSpan(this.#clause.window, at, knownSince);
    let count = 0;
    for (const { time } of this.#days) if (time > after && time <= until) count += 1;
    return count;
  }

  forget(before: Instant): boolean {
    const { window } = this.#clause;
    if (window.kind === 'last') {
      const { after } = plainSpan(window, before);
      const first = this.#days.findIndex(({ time }) => time > after);
      this.#days.splice(0, first < 0 ? this.#days.length : first);
    }
    return this.#days.length === 0;
  }

  #add(added: ActiveDay): void {
    const days = this.#days;
    const known = days.findIndex(({ day }) => day === added.day);
    if (known >= 0) {
      const { time } = days[known] ?? added;
      if (this.#isRolling ? time >= added.time : time <= added.time) return;
      days.splice(known, 1);
    }
    let at = days.length;
    while (at > 0 && (days[at - 1]?.time ?? 0) > added.time) at -= 1;
    days.splice(at, 0, added);
    if (days.length <= this.#clause.days + 1) return;
    if (this.#isRolling) days.shift();
    else days.pop();
  }
}
