import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantile } from './quantile.ts';
import { quantileInPlace } from './quantile-in-place.ts';

it('is the quantile that sorting gives, to the last digit', () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
    {
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(values, fc.constantFrom(0, 0.1, 0.5, 0.9, 1), (numbers, q) => {
      expect(quantileInPlace(Float64Array.from(numbers), q)).toBe(quantile(numbers, q));
    }),
    { seed: 20260401, numRuns: 500 },
  );
});
