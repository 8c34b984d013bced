import { expect, it } from 'vitest';
import { twoProportionTest } from './two-proportion-test.ts';

it('gives the published z of 5.0 for physicians and aspirin (Agresti, table 3.1)', () => {
  const found = twoProportionTest(189, 11034, 104, 11037);
  expect(found?.z).toBeCloseTo(5, 2);
  expect(found?.p).toBeLessThan(1e-6);
});

it('is two-sided: the two groups may change places', () => {
  expect(twoProportionTest(3, 10, 7, 12)?.p).toBeCloseTo(twoProportionTest(7, 12, 3, 10)?.p ?? -1, 14);
});

it('tests nothing where nothing varies', () => {
  expect(twoProportionTest(0, 10, 0, 12)).toBeUndefined();
  expect(twoProportionTest(0, 0, 1, 12)).toBeUndefined();
});
