import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { type Window, windowSpan } from '../../language/window.ts';
import { isReached, reachFrom, reachOf } from '../../live/reach.ts';
import {
  FAILS,
  HOLDS,
  type Occurrence,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';

interface Group {
  readonly start: Instant;
  readonly end: Instant;
}

/**
 * So many events less than a length of time from the first to the last. In a rolling window the group that starts last decides,
 * and events before it are let go: a group that may still be found to start later has none of them. In the first while of a
 * unit it is the group that ends first, and events after it are let go.
 */
export class TightGroups implements Tracker {
  readonly #needed: number;
  readonly #lengthMs: number;
  readonly #window: Window;
  /** Ascending. */
  #times: Instant[] = [];
  /** The group that decides; undefined: there is none. */
  #group: Group | undefined;
  #isStale = false;

  constructor(needed: number, lengthMs: number, window: Window) {
    this.#needed = needed;
    this.#lengthMs = lengthMs;
    this.#window = window;
  }

  event(_: number, { time }: Occurrence): void {
    if (isReached(this.#window, time)) this.#add(time);
  }

  absorb(other: TightGroups): void {
    for (const time of other.#times) this.#add(time);
  }

  truth(at: Instant, { knownSince }: UnitFacts): Truth {
    if (this.#isStale) this.#read();
    const window = this.#window;
    const { after, until } = windowSpan(window, at, knownSince);
    if (this.#group === undefined || this.#group.start <= after || this.#group.end > until) return FAILS;
    return window.kind === 'last'
      ? { holds: true, until: this.#group.start + durationMs(window.duration) }
      : HOLDS;
  }

  /** The most events that are close together; the number that decides when there are as many or more. */
  value(at: Instant, unit: UnitFacts): number {
    if (this.truth(at, unit).holds) return this.#needed;
    const { after, until } = windowSpan(this.#window, at, unit.knownSince);
    return mostWithin(
      this.#times.filter((time) => time > after && time <= until),
      this.#lengthMs,
    );
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(reachOf(this.#window), before);
    const first = this.#times.findIndex((time) => time > after);
    if (first !== 0) this.#times = first < 0 ? [] : this.#times.slice(first);
    return this.#times.length === 0;
  }

  #add(time: Instant): void {
    const times = this.#times;
    let at = times.length;
    while (at > 0 && (times[at - 1] ?? 0) > time) at -= 1;
    times.splice(at, 0, time);
    this.#isStale = true;
  }

  #read(): void {
    const times = this.#times;
    const needed = this.#needed;
    this.#isStale = false;
    const startsGroup = (start: Instant, i: number): boolean => {
      const end = times[i + needed - 1];
      return end !== undefined && end - start < this.#lengthMs;
    };
    const isFirst = this.#window.kind === 'first';
    const at = isFirst ? times.findIndex(startsGroup) : times.findLastIndex(startsGroup);
    const start = times[at];
    const end = times[at + needed - 1];
    if (start === undefined || end === undefined) {
      this.#group = undefined;
      return;
    }
    this.#group = { start, end };
    this.#times = isFirst ? times.slice(0, at + needed) : times.slice(at);
  }
}

/** The most of some instants, in their order, that lie less than a length of time from the first to the last. */
export function mostWithin(times: readonly Instant[], lengthMs: number): number {
  let most = 0;
  let first = 0;
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? time) >= lengthMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
