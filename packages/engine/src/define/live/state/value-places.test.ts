import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placesOfValue, readValue, writeValue } from './value-places.ts';

const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  fc.boolean(),
);

it('reads back what it wrote, and touches no place beyond', () => {
  fc.assert(
    fc.property(fc.option(fc.oneof(scalar, fc.array(scalar)), { nil: undefined }), (value) => {
      const places = placesOfValue(value);
      const numbers = new Float64Array(places + 4).fill(-1);
      writeValue(value, numbers, 2);
      expect(readValue(numbers, 2)).toEqual(Array.isArray(value) ? JSON.parse(JSON.stringify(value)) : value);
      expect([numbers[0], numbers[1], ...numbers.subarray(2 + places)]).toEqual([-1, -1, -1, -1]);
    }),
    { numRuns: 500, seed: 3 },
  );
});
