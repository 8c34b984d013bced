import { expect, it } from 'vitest';
import { compareShares } from './compare-shares.ts';

it('gives the published z of aspirin against placebo, its difference and its ratio (Agresti, table 3.1)', () => {
  const [found] = compareShares({ count: 104, of: 11037 }, [{ count: 189, of: 11034, shared: 0 }]);
  expect(found?.z).toBeCloseTo(5, 2);
  expect(found?.difference.estimate).toBeCloseTo(0.0077, 4);
  expect(found?.ratio.estimate).toBeCloseTo(1.82, 2);
  expect(found?.adjustedP).toBe(found?.p);
  expect(found?.isSmall).toBe(false);
});

it('adjusts for the shares that are tested, and tests none that share members with the baseline', () => {
  const baseline = { count: 20, of: 100 };
  const [one, both, two] = compareShares(baseline, [
    { count: 40, of: 100, shared: 0 },
    { count: 60, of: 200, shared: 100 },
    { count: 40, of: 100, shared: 0 },
  ]);
  expect(one?.adjustedP).toBeCloseTo(2 * (one?.p ?? 0), 12);
  expect(two?.adjustedP).toBe(one?.adjustedP);
  expect(both).toMatchObject({ z: null, p: null, adjustedP: null });
  expect(both?.why).toContain('100 are in both groups');
});

it('says why there is nothing to test, and where the test is too coarse', () => {
  const [same, empty, few] = compareShares({ count: 0, of: 9 }, [
    { count: 0, of: 9, shared: 0 },
    { count: 0, of: 0, shared: 0 },
    { count: 3, of: 9, shared: 0 },
  ]);
  expect(same).toMatchObject({ p: null, why: 'all of both groups did the same' });
  expect(empty).toMatchObject({ p: null, why: 'a group is empty' });
  expect(few?.p).not.toBeNull();
  expect(few?.isSmall).toBe(true);
});
