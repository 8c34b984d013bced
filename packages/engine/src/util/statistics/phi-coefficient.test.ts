import { expect, it } from 'vitest';
import { phiCoefficient } from './phi-coefficient.ts';
import { twoProportionTest } from './two-proportion-test.ts';

it('is the correlation of two yes-or-no answers', () => {
  // 20 of 30 and 10 of 40: the correlation of the 70 pairs, worked out by hand as (20 * 30 - 10 * 10) / sqrt(30 * 40 * 30 * 40).
  expect(phiCoefficient(20, 10, 30, 40)).toBeCloseTo(500 / 1200, 14);
  expect(phiCoefficient(0, 7, 5, 7)).toBe(-1);
  expect(phiCoefficient(5, 0, 5, 7)).toBe(1);
  expect(phiCoefficient(3, 4, 6, 8)).toBe(0);
});

it('has the square of the z test over the number of all', () => {
  const z = twoProportionTest(12, 40, 31, 200)?.z ?? Number.NaN;
  expect(phiCoefficient(12, 31, 40, 200)).toBeCloseTo(z / Math.sqrt(240), 12);
});

it('is nothing when one answer never varies', () => {
  expect(phiCoefficient(0, 0, 5, 5)).toBeNull();
  expect(phiCoefficient(5, 5, 5, 5)).toBeNull();
  expect(phiCoefficient(3, 0, 5, 0)).toBeNull();
});
