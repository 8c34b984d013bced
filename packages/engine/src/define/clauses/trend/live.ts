import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { AllTimes } from '../../live/state/all-times.ts';
import type { Occurrence, TrackedReading, Tracker, Truth } from '../../live/tracker.ts';
import { trendHolds } from './reference.ts';
import type { TrendClause } from './schema.ts';

export const trendLive: TrackedReading<TrendClause> = {
  kind: 'tracked',
  inputs: ({ event, period }) => ({
    events: [{ selector: event, reach: { kind: 'last', ms: 2 * durationMs(period) } }],
    properties: [],
  }),
  track: (clause) => new TwoPeriods(clause),
};

/** Both counts are compared with each other, so every event of the two periods counts. */
class TwoPeriods implements Tracker {
  readonly #clause: TrendClause;
  readonly #periodMs: number;
  readonly #times = new AllTimes();

  constructor(clause: TrendClause) {
    this.#clause = clause;
    this.#periodMs = durationMs(clause.period);
  }

  event(_: number, { time }: Occurrence): void {
    this.#times.add(time);
  }

  absorb(other: TwoPeriods): void {
    this.#times.addAll(other.#times);
  }

  /** Goes through what time alone does, event by event, until it changes the truth: one passes into the period before, or leaves it. */
  truth(at: Instant): Truth {
    const times = this.#times;
    const period = this.#periodMs;
    let before = times.firstAfter(at - 2 * period);
    let now = times.firstAfter(at - period);
    const holdsThen = (): boolean => trendHolds(this.#clause, times.size - now, now - before);
    const holds = holdsThen();
    while (before < times.size) {
      const leaves = (times.at(before) ?? 0) + 2 * period;
      const passes = (times.at(now) ?? Number.POSITIVE_INFINITY) + period;
      const until = Math.min(leaves, passes);
      before = times.firstAfter(until - 2 * period);
      now = times.firstAfter(until - period);
      if (holdsThen() !== holds) return { holds, until };
    }
    return { holds, until: undefined };
  }

  /** The count of the period before, and that of the last one. */
  value(at: Instant): readonly number[] {
    const middle = at - this.#periodMs;
    const times = this.#times;
    return [times.countBetween(middle - this.#periodMs, middle), times.countBetween(middle, at)];
  }

  forget(before: Instant): boolean {
    return this.#times.forget(before - 2 * this.#periodMs);
  }
}
