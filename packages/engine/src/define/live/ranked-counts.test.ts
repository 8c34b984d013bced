import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RankedCounts } from './ranked-counts.ts';
import { typicalOf } from './typical-tally.ts';

it('finds the count at a percentile of a crowd that comes and goes', () => {
  const steps = fc.array(fc.record({ count: fc.nat(8), leaves: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), steps, (percentile, changes) => {
      const ranked = new RankedCounts(percentile);
      const having = new Map<number, number>();
      let total = 0;
      for (const { count, leaves } of changes) {
        const here = having.get(count) ?? 0;
        const by = leaves && here > 0 ? -1 : 1;
        ranked.change(count, by);
        having.set(count, here + by);
        total += by;
        expect(ranked.value()).toBe(typicalOf(having, total, percentile));
      }
    }),
    { seed: 3, numRuns: 500 },
  );
});
