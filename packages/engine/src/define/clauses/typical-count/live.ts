import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { plainSpan } from '../../language/window.ts';
import { isReached, reachOf } from '../../live/reach.ts';
import { AllTimes } from '../../live/state/all-times.ts';
import {
  type CountingTracker,
  FAILS,
  type Occurrence,
  type TrackedReading,
  type Truth,
  type TypicalCount,
} from '../../live/tracker.ts';
import type { TypicalCountClause } from './schema.ts';

export const typicalCountLive: TrackedReading<TypicalCountClause> = {
  kind: 'tracked',
  inputs: ({ event, window }) => ({ events: [{ selector: event, reach: reachOf(window) }], properties: [] }),
  track: (clause, typical) => new OftenEnough(clause, typical),
  typical: ({ cohort, percentile }) => ({ cohort, percentile }),
};

/** What is typical may be any number, and the unit's own count may add to it: every event of the window counts. */
class OftenEnough implements CountingTracker {
  readonly #clause: TypicalCountClause;
  readonly #typical: TypicalCount | undefined;
  readonly #times = new AllTimes();

  constructor(clause: TypicalCountClause, typical: TypicalCount | undefined) {
    this.#clause = clause;
    this.#typical = typical;
  }

  event(_: number, { time }: Occurrence): void {
    if (isReached(this.#clause.window, time)) this.#times.add(time);
  }

  absorb(other: OftenEnough): void {
    this.#times.addAll(other.#times);
  }

  count(at: Instant): { readonly count: number; readonly until: Instant | undefined } {
    return { count: this.value(at), until: this.#leaves(at, this.#firstIn(at)) };
  }

  /** It ends when too few events are left, and may begin or end when what is typical changes. */
  truth(at: Instant): Truth {
    const typical = this.#typical?.at(at);
    const changes = this.#typical?.changesAfter(at);
    const needed = Math.max(1, typical ?? 0);
    if (typical === undefined || this.value(at) < needed) return { ...FAILS, until: changes };
    const ends = this.#leaves(at, this.#times.size - needed);
    return { holds: true, until: earlier(ends, changes) };
  }

  value(at: Instant): number {
    const { after, until } = plainSpan(this.#clause.window, at);
    return this.#times.countBetween(after, until);
  }

  forget(before: Instant): boolean {
    const { window } = this.#clause;
    return window.kind === 'last'
      ? this.#times.forget(plainSpan(window, before).after)
      : this.#times.size === 0;
  }

  #firstIn(at: Instant): number {
    return this.#times.firstAfter(plainSpan(this.#clause.window, at).after);
  }

  /** When an event, by its place, leaves the window; undefined when it stays. */
  #leaves(at: Instant, place: number): Instant | undefined {
    const { window } = this.#clause;
    const time = this.#times.at(place);
    return time === undefined || time > at || window.kind !== 'last'
      ? undefined
      : time + durationMs(window.duration);
  }
}

function earlier(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}
