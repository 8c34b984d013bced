import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../model/time.ts';
import { plainSpan } from '../../language/window.ts';
import type { TypicalCount } from '../../live/tracker.ts';
import { typicalCountLive } from './live.ts';
import type { TypicalCountClause } from './schema.ts';

const clause: fc.Arbitrary<TypicalCountClause> = fc.record({
  kind: fc.constant('typical-count' as const),
  event: fc.constant({ names: ['a'], filters: [] }),
  percentile: fc.constant(50),
  cohort: fc.constant('others'),
  window: fc.constantFrom(
    { kind: 'last' as const, duration: { amount: 10, unit: 'millisecond' as const } },
    { kind: 'since' as const, from: 5 },
    { kind: 'between' as const, from: 5, to: 12 },
    { kind: 'ever' as const },
  ),
});

const END = 60;
const steps = fc.array(
  fc.record({ from: fc.nat({ max: END }), number: fc.constantFrom(undefined, 0, 1, 2, 3) }),
  { maxLength: 4 },
);

/** Other numbers from some instants on; before the first there is nobody to compare with. */
function typicalOf(made: readonly { readonly from: Instant; readonly number: number | undefined }[]) {
  const sorted = made.toSorted((a, b) => a.from - b.from);
  const typical: TypicalCount = {
    at: (instant) => sorted.findLast(({ from }) => from <= instant)?.number,
    changesAfter: (instant) => sorted.find(({ from }) => from > instant)?.from,
  };
  return typical;
}

describe('the live reading of typical-count', () => {
  it('says what the counts are compared with, and until when', () => {
    const times = fc.array(fc.nat({ max: 20 }), { maxLength: 8 });
    fc.assert(
      fc.property(clause, times, times, steps, fc.nat({ max: 20 }), (of, own, others, made, forgotten) => {
        const typical = typicalOf(made);
        const [tracker, other] = [typicalCountLive.track(of, typical), typicalCountLive.track(of, typical)];
        const event = (time: Instant, seq: number) => ({ time, seq, session: undefined, values: [] });
        for (const [i, time] of own.entries()) tracker.event?.(0, event(time, i));
        for (const [i, time] of others.entries()) other.event?.(0, event(time, i));
        tracker.absorb(other);
        const all = [...own, ...others];
        const first = Math.max(forgotten, ...all);
        tracker.forget(first);
        const expected = (at: Instant): boolean => {
          const { after, until } = plainSpan(of.window, at);
          const count = all.filter((time) => time > after && time <= until).length;
          const needed = typical.at(at);
          return needed !== undefined && count >= Math.max(1, needed);
        };
        for (let at = first; at <= END; at += 1) {
          const { holds, until = END } = tracker.truth(at, { knownSince: 0 });
          expect(until).toBeGreaterThan(at === END ? 0 : at);
          for (let then = at; then < until; then += 1) expect(expected(then)).toBe(holds);
        }
      }),
      { seed: 12, numRuns: 500 },
    );
  });
});
