import { expect, it } from 'vitest';
import { median, quantile } from './quantile.ts';

it('is type 7 of Hyndman and Fan (Sample Quantiles in Statistical Packages, American Statistician 50:361, 1996)', () => {
  expect(quantile([10, 1, 2, 4], 0.25)).toBe(1.75);
  expect(quantile([10, 1, 2, 4], 0)).toBe(1);
  expect(quantile([10, 1, 2, 4], 1)).toBe(10);
});

it('takes the middle, or the mean of the middle two, in the order of numbers', () => {
  expect(median([100, 9, 20])).toBe(20);
  expect(median([100, 9, 20, 30])).toBe(25);
  expect(median([])).toBeNull();
});
