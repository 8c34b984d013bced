import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoInstant } from './iso-instant.ts';

describe('an instant in writing', () => {
  it('is written as a Date writes it, from the year 0 to far beyond, whatever was written before', () => {
    const instant = fc.oneof(
      fc.integer({ min: Date.UTC(2026, 5, 1), max: Date.UTC(2026, 5, 4) }),
      fc.integer({ min: -62_000_000_000_000, max: 253_000_000_000_000 }),
    );
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 20 }), (instants) => {
        expect(instants.map(isoInstant)).toEqual(instants.map((each) => new Date(each).toISOString()));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('takes nothing that is no instant', () => {
    expect(() => isoInstant(Number.NaN)).toThrow(RangeError);
    expect(() => isoInstant(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});
