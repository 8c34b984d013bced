import type { PropertyValue } from '../../../model/property-value.ts';
import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { plainSpan, windowSpan } from '../../language/window.ts';
import {
  FAILS,
  HOLDS,
  type PropertyChange,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import { compare } from '../../selector/compare.ts';
import type { PropertyEverClause } from './schema.ts';

export const propertyEverLive: TrackedReading<PropertyEverClause> = {
  kind: 'tracked',
  inputs: ({ property }) => ({ events: [], properties: [property] }),
  track: (clause) => new PastValues(clause),
  // No value at all may be what is asked for, from when the window or the unit begins.
  isRestless: ({ comparison }) => compare(undefined, comparison),
};

/** The latest while in the window in which the value passed, until a change ended it; undefined: it goes on. */
interface Passed {
  readonly value: PropertyValue | undefined;
  readonly end: Instant | undefined;
}

/**
 * The values in their order, of each instant the last. A late one only takes from the one before it, so none inside the window
 * can be left out; of those before the window the last alone counts.
 */
class PastValues implements Tracker {
  readonly #clause: PropertyEverClause;
  /** Ascending by time. */
  readonly #changes: PropertyChange[] = [];

  constructor(clause: PropertyEverClause) {
    this.#clause = clause;
  }

  change(_: number, change: PropertyChange): void {
    const { window } = this.#clause;
    if (window.kind === 'between' && change.time >= window.to) return;
    this.#add(change);
    if (window.kind === 'between' || window.kind === 'since') this.#leaveBefore(window.from);
  }

  absorb(other: PastValues): void {
    for (const change of other.#changes) this.change(0, change);
  }

  truth(at: Instant, unit: UnitFacts): Truth {
    const { window } = this.#clause;
    if ((window.kind === 'between' || window.kind === 'since') && at < window.from) {
      return { holds: false, until: window.from };
    }
    const passed = this.#passed(at, unit);
    if (passed === undefined) return FAILS;
    if (window.kind !== 'last' || passed.end === undefined) return HOLDS;
    return { holds: true, until: passed.end - 1 + durationMs(window.duration) };
  }

  /** The latest value that passed. */
  value(at: Instant, unit: UnitFacts): PropertyValue | undefined {
    return this.#passed(at, unit)?.value;
  }

  forget(before: Instant): boolean {
    const { window } = this.#clause;
    if (window.kind === 'last') this.#leaveBefore(plainSpan(window, before).after + 1);
    return this.#changes.length === 0;
  }

  #passed(at: Instant, { knownSince }: UnitFacts): Passed | undefined {
    const { window, comparison } = this.#clause;
    const { after, until } = windowSpan(window, at, knownSince);
    const first = Math.max(after + 1, knownSince);
    if (first > until) return undefined;
    let end: Instant | undefined;
    for (let i = this.#changes.length - 1; i >= 0; i -= 1) {
      const { time, value } = this.#changes[i] as PropertyChange;
      if (time <= until && compare(value, comparison)) return { value, end };
      if (time <= first) return undefined;
      end = time;
    }
    return compare(undefined, comparison) ? { value: undefined, end } : undefined;
  }

  #add(change: PropertyChange): void {
    const changes = this.#changes;
    let at = changes.length;
    while (at > 0 && (changes[at - 1]?.time ?? 0) > change.time) at -= 1;
    const before = changes[at - 1];
    if (before?.time !== change.time) changes.splice(at, 0, change);
    else if (before.seq <= change.seq) changes[at - 1] = change;
  }

  /** Lets go of what is not the value as of an instant or later. */
  #leaveBefore(instant: Instant): void {
    let gone = 0;
    while ((this.#changes[gone + 1]?.time ?? Number.POSITIVE_INFINITY) <= instant) gone += 1;
    if (gone > 0) this.#changes.splice(0, gone);
  }
}
