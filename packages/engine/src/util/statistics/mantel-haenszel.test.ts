import { describe, expect, it } from 'vitest';
import {
  clusteredRatio,
  independentRatio,
  mantelHaenszelRatio,
  type StratumEntry,
} from './mantel-haenszel.ts';

/** Deaths under tolbutamide and placebo, by age below and above 55: Rothman, Epidemiology: An Introduction, table 8-2. */
const tolbutamide = [
  { count: 8, of: 106, baseCount: 5, baseOf: 120 },
  { count: 22, of: 98, baseCount: 16, baseOf: 85 },
];

/** Every subject as one pattern of its own stratum. */
function oneStratumEach(strata: typeof tolbutamide) {
  return strata.flatMap((s, stratum) =>
    [
      { subjects: s.count, entry: { stratum, inBase: false, success: true } },
      { subjects: s.of - s.count, entry: { stratum, inBase: false, success: false } },
      { subjects: s.baseCount, entry: { stratum, inBase: true, success: true } },
      { subjects: s.baseOf - s.baseCount, entry: { stratum, inBase: true, success: false } },
    ].map(({ subjects, entry }) => ({ subjects, entries: [entry] })),
  );
}

describe('the Mantel-Haenszel ratio', () => {
  it("is 1.33 for the diabetes trial, as in Rothman's textbook, and its interval holds 1", () => {
    expect(mantelHaenszelRatio(tolbutamide)).toBeCloseTo(1.33, 2);
    const found = independentRatio(tolbutamide);
    expect(found.estimate).toBeCloseTo(1.33, 2);
    expect(found.low).toBeCloseTo(0.8, 2);
    expect(found.high).toBeCloseTo(2.2, 1);
  });

  it('of one stratum has the interval on the logarithm (aspirin: 1.43 to 2.30, Agresti, section 3.1)', () => {
    const found = independentRatio([{ count: 189, of: 11034, baseCount: 104, baseOf: 11037 }]);
    expect(found.low).toBeCloseTo(1.43, 2);
    expect(found.high).toBeCloseTo(2.3, 1);
  });

  it('clustered, with one entry a subject, comes out as for independent strata', () => {
    const independent = independentRatio(tolbutamide);
    const clustered = clusteredRatio(tolbutamide, oneStratumEach(tolbutamide));
    expect(clustered.estimate).toBe(independent.estimate);
    expect(Math.log(clustered.low ?? 0) / Math.log(independent.low ?? 0)).toBeCloseTo(1, 1);
    expect(Math.log(clustered.high ?? 0) / Math.log(independent.high ?? 0)).toBeCloseTo(1, 1);
  });

  it('clustered, does not narrow when the same subjects are looked at ten times', () => {
    const once = tolbutamide.slice(0, 1);
    const subjects = oneStratumEach(once);
    const copies = Array.from({ length: 10 }, () => once).flat();
    const repeated = subjects.map(({ subjects: n, entries }) => ({
      subjects: n,
      entries: copies.flatMap((_, stratum): StratumEntry[] => entries.map((e) => ({ ...e, stratum }))),
    }));
    const [single, ten] = [clusteredRatio(once, subjects), clusteredRatio(copies, repeated)];
    expect(ten.low).toBeCloseTo(single.low ?? 0, 9);
    expect(ten.high).toBeCloseTo(single.high ?? 0, 9);
    expect(independentRatio(copies).low).toBeGreaterThan((ten.low ?? 0) * 1.2);
  });

  it('clustered, agrees with leaving each subject out in turn', () => {
    const subjects = Array.from({ length: 60 }, (_, i) => ({
      subjects: 1,
      entries: [0, 1, 2]
        .filter((stratum) => (i + stratum) % 5 !== 0)
        .map((stratum): StratumEntry => {
          const inBase = (i * 7 + stratum) % 3 === 0;
          return { stratum, inBase, success: (i * 11 + stratum * 3) % (inBase ? 7 : 4) === 0 };
        }),
    }));
    const strataOf = (kept: typeof subjects) =>
      [0, 1, 2].map((stratum) => {
        const entries = kept.flatMap((s) => s.entries).filter((e) => e.stratum === stratum);
        const of = entries.filter((e) => !e.inBase);
        const base = entries.filter((e) => e.inBase);
        return {
          count: of.filter((e) => e.success).length,
          of: of.length,
          baseCount: base.filter((e) => e.success).length,
          baseOf: base.length,
        };
      });
    const found = clusteredRatio(strataOf(subjects), subjects);
    const left = subjects.map((one) =>
      Math.log(mantelHaenszelRatio(strataOf(subjects.filter((s) => s !== one))) ?? 0),
    );
    const mean = left.reduce((a, b) => a + b) / left.length;
    const jackknife = ((left.length - 1) / left.length) * left.reduce((a, b) => a + (b - mean) ** 2, 0);
    const se = Math.log((found.high ?? 0) / (found.estimate ?? 0)) / 1.959964;
    expect(se / Math.sqrt(jackknife)).toBeGreaterThan(0.9);
    expect(se / Math.sqrt(jackknife)).toBeLessThan(1.05);
  });

  it('has no bound where nobody converted', () => {
    expect(independentRatio([{ count: 0, of: 5, baseCount: 2, baseOf: 9 }])).toEqual({
      estimate: 0,
      low: 0,
      high: null,
    });
    expect(clusteredRatio([{ count: 1, of: 5, baseCount: 0, baseOf: 9 }], [])).toEqual({
      estimate: null,
      low: 0,
      high: null,
    });
  });
});
