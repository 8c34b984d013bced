import { assert } from '../assert.ts';

/**
 * `holm`: the chance of even one false finding among all stays below the level (Holm, Scandinavian Journal of Statistics 6:65, 1979).
 * `benjamini-hochberg`: the expected share of false ones among the findings does, for independent or positively dependent tests (Benjamini and
 * Hochberg, J. R. Statist. Soc. B 57:289, 1995).
 */
export type PValueAdjustment = 'holm' | 'benjamini-hochberg';

/**
 * p-values of several tests of one question, each raised so that it may be compared with the level of a single test (as R's
 * `p.adjust`). In the order given; none is above 1. A null, a test that could not be made, stays null and does not count as a test.
 */
export function adjustPValues(
  values: readonly (number | null)[],
  adjustment: PValueAdjustment,
): (number | null)[] {
  const made = values.flatMap((p, at) => (p === null ? [] : [{ p, at }]));
  for (const { p } of made) assert(p >= 0 && p <= 1, `a probability between 0 and 1, not ${p}`);
  const adjusted: (number | null)[] = values.map(() => null);
  const tests = made.length;
  if (adjustment === 'holm') {
    made.sort((a, b) => a.p - b.p);
    let highest = 0;
    made.forEach(({ p, at }, rank) => {
      highest = Math.max(highest, (tests - rank) * p);
      adjusted[at] = Math.min(1, highest);
    });
    return adjusted;
  }
  made.sort((a, b) => b.p - a.p);
  let lowest = 1;
  made.forEach(({ p, at }, rank) => {
    lowest = Math.min(lowest, (tests / (tests - rank)) * p);
    adjusted[at] = lowest;
  });
  return adjusted;
}
