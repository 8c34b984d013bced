import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Interval } from '../../define/live/replay.ts';
import { EntryCollector } from './entries.ts';
import { entriesReference, type PlainUnit } from './entries-reference.ts';

const END = 24;

/** Whiles on a small grid: ascending borders, in and out by turns; the last may stay open. */
const whiles: fc.Arbitrary<readonly Interval[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: END }), { maxLength: 6 })
  .map((borders) => {
    const sorted = [...borders].sort((a, b) => a - b);
    const found: Interval[] = [];
    for (let i = 0; i < sorted.length; i += 2) found.push({ from: sorted[i] ?? 0, to: sorted[i + 1] });
    return found;
  });

const unit = fc.record({
  knownSince: fc.integer({ min: 0, max: 6 }),
  members: whiles,
  others: whiles,
  goals: fc
    .array(fc.integer({ min: 0, max: END + 8 }), { maxLength: 3 })
    .map((times) => times.sort((a, b) => a - b)),
});

const isIn = (intervals: readonly Interval[], at: number): boolean =>
  intervals.some(({ from, to }) => from <= at && (to === undefined || at < to));

it('counts who converted after entering, and beside them, as looking at every instant does', () => {
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 12 }),
      fc.uniqueArray(fc.integer({ min: 2, max: END }), { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      fc.boolean(),
      (units, unordered, horizonMs, firstTime, hasBaseline) => {
        const instants = [...unordered].sort((a, b) => a - b);
        const [first = 0] = instants;
        const collector = new EntryCollector({ instants, horizonMs, firstTime });
        for (const each of units) {
          // As a replay from the first instant on gives them: what began earlier begins there.
          const cut = (all: readonly Interval[]): Interval[] =>
            all
              .filter(({ to }) => to === undefined || to > first)
              .map(({ from, to }) => ({ from: Math.max(from, first), to }));
          collector.add({
            ...each,
            members: cut(each.members),
            others: hasBaseline ? cut(each.others) : undefined,
          });
        }
        const plain = units.map(
          ({ knownSince, members, others, goals }): PlainUnit => ({
            ...{ knownSince, goals },
            isMember: (at) => isIn(members, at),
            isOther: (at) => !hasBaseline || isIn(others, at),
          }),
        );
        const every = Array.from({ length: END + 1 }, (_, at) => at);
        const periods = entriesReference(plain, instants, every, horizonMs, firstTime);
        const total = (of: 'entered' | 'others'): readonly [number, number] => {
          const all = periods.flatMap((period) => period[of]);
          return [all.filter(Boolean).length, all.length];
        };
        const { entered, others, course } = collector.answer;
        expect([entered.count, entered.of]).toEqual(total('entered'));
        expect([others.count, others.of]).toEqual(total('others'));
        expect(course.at(-1)).toEqual({ afterMs: horizonMs, entered: entered.share, others: others.share });
      },
    ),
    { numRuns: 2_000, seed: 17 },
  );
});
