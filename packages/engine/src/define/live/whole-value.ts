import type { Instant } from '../../model/time.ts';
import { windowSpan } from '../language/window.ts';
import type { Occurrence, StoppingValue, Tracker, Truth, UnitFacts } from './tracker.ts';

/**
 * Everything that a clause is fed with, for its whole value: as much as the unit did, so for looking at one unit and not for keeping
 * many. Whether the clause holds is for its own tracker to say.
 */
export class WholeValue<Shape> implements Tracker {
  readonly #clause: Shape;
  readonly #stops: StoppingValue<Shape>;
  /** Ascending by time. */
  readonly #occurrences: Occurrence[] = [];

  constructor(clause: Shape, stops: StoppingValue<Shape>) {
    this.#clause = clause;
    this.#stops = stops;
  }

  event(_: number, occurrence: Occurrence): void {
    const all = this.#occurrences;
    let at = all.length;
    while (at > 0 && (all[at - 1]?.time ?? 0) > occurrence.time) at -= 1;
    all.splice(at, 0, occurrence);
  }

  absorb(other: this): void {
    for (const occurrence of other.#occurrences) this.event(0, occurrence);
  }

  truth(): Truth {
    throw new Error('invariant broken: a whole value is asked whether it holds');
  }

  value(at: Instant, { knownSince }: UnitFacts): number {
    const { after, until } = windowSpan(this.#stops.window(this.#clause), at, knownSince);
    return this.#stops.whole(
      this.#clause,
      this.#occurrences.filter(({ time }) => time > after && time <= until),
    );
  }

  forget(): boolean {
    return this.#occurrences.length === 0;
  }
}
