import type { Instant } from '../../../model/time.ts';
import { isoInstant } from '../../../util/iso-instant.ts';
import { durationMs } from '../../language/duration.ts';
import { plainSpan } from '../../language/window.ts';
import {
  FAILS,
  HOLDS,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import type { FirstSeenClause } from './schema.ts';

export const firstSeenLive: TrackedReading<FirstSeenClause> = {
  kind: 'tracked',
  inputs: () => ({ events: [], properties: [] }),
  track: (clause) => new SeenInWindow(clause),
  isRestless: () => true,
};

/** Holds nothing: when the unit became known is kept with the unit. */
class SeenInWindow implements Tracker {
  readonly #clause: FirstSeenClause;

  constructor(clause: FirstSeenClause) {
    this.#clause = clause;
  }

  absorb(): void {}

  truth(at: Instant, { knownSince }: UnitFacts): Truth {
    const { window } = this.#clause;
    const { after, until } = plainSpan(window, at);
    if (knownSince <= after || knownSince > until) return FAILS;
    return window.kind === 'last' ? { holds: true, until: knownSince + durationMs(window.duration) } : HOLDS;
  }

  value(_: Instant, { knownSince }: UnitFacts): string {
    return isoInstant(knownSince);
  }

  forget(): boolean {
    return true;
  }
}
