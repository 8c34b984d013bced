import { describe, expect, it } from 'vitest';
import { criticalValue, normalCdf, normalQuantile, normalUpperTail } from './normal.ts';

describe('the normal distribution', () => {
  it('has the tabled tail areas (Abramowitz and Stegun, tables 26.1 and 26.2)', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14);
    expect(normalCdf(-2)).toBeCloseTo(0.022750131948179, 14);
    expect(normalUpperTail(3)).toBeCloseTo(1.3498980316301e-3, 15);
    expect(normalUpperTail(5) / 2.866515718791939e-7).toBeCloseTo(1, 12);
    expect(normalUpperTail(10) / 7.61985302416053e-24).toBeCloseTo(1, 11);
  });

  it('has the quantiles that AS 241 gives as its check values (Wichura, Applied Statistics 37:477, 1988)', () => {
    expect(normalQuantile(0.25)).toBeCloseTo(-0.674489750196082, 13);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 12);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.26234008979841, 10);
    expect(criticalValue(0.95)).toBeCloseTo(1.959963984540054, 13);
    expect(criticalValue(0.99)).toBeCloseTo(2.5758293035489, 12);
  });

  it('turns back', () => {
    for (const p of [1e-12, 1e-5, 0.02, 0.3, 0.5, 0.7, 0.98, 0.99999])
      expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 10);
  });
});
