import { describe, expect, it } from 'vitest';
import { adjustPValues } from './adjust-p-values.ts';

// The 15 p-values of Benjamini and Hochberg (1995), section 4.1: by their procedure the first four are findings at 0.05, by Bonferroni's three.
const NEUHAUS = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1.0,
];

describe('adjusted p-values', () => {
  it("finds by Benjamini and Hochberg's procedure the four of their paper, whatever the order", () => {
    const found = adjustPValues(NEUHAUS, 'benjamini-hochberg');
    expect(found.filter((p) => p !== null && p <= 0.05)).toHaveLength(4);
    expect(found[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
    // The seventh's own would be above the eighth's: it may not be less of a finding than a larger p.
    expect(found[5]).toBeCloseTo((0.0298 * 15) / 7, 12);
    expect(adjustPValues([...NEUHAUS].reverse(), 'benjamini-hochberg')).toEqual([...found].reverse());
  });

  it("finds by Holm's procedure three of them", () => {
    const found = adjustPValues(NEUHAUS, 'holm');
    expect(found.filter((p) => p !== null && p <= 0.05)).toHaveLength(3);
    expect(found[0]).toBeCloseTo(0.0015, 12);
    expect(found[3]).toBeCloseTo(0.0095 * 12, 12);
  });

  it('is what both papers give by hand for 0.01, 0.02, 0.03, 0.04 and 0.05', () => {
    const p = [0.01, 0.02, 0.03, 0.04, 0.05];
    const rounded = (list: (number | null)[]) => list.map((each) => Number(each?.toFixed(10)));
    expect(rounded(adjustPValues(p, 'holm'))).toEqual([0.05, 0.08, 0.09, 0.09, 0.09]);
    expect(rounded(adjustPValues(p, 'benjamini-hochberg'))).toEqual([0.05, 0.05, 0.05, 0.05, 0.05]);
  });

  it('leaves out tests that were not made, and never goes above 1', () => {
    expect(adjustPValues([null, 0.04, null, 0.9], 'holm')).toEqual([null, 0.08, null, 0.9]);
    expect(adjustPValues([0.9, 0.8], 'holm')).toEqual([1, 1]);
    expect(adjustPValues([], 'holm')).toEqual([]);
    expect(() => adjustPValues([1.2], 'holm')).toThrow();
  });
});
