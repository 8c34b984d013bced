import { describe, expect, it } from 'vitest';
import { shareRatio } from './ratio.ts';

describe('the interval of a ratio of shares', () => {
  it("is the published one of Koopman's example, 36 of 40 against 16 of 80 (Biometrics 40:513, 1984)", () => {
    const found = shareRatio(36, 40, 16, 80);
    expect(found.estimate).toBeCloseTo(4.5, 12);
    expect(found.low).toBeCloseTo(2.94, 2);
    expect(found.high).toBeCloseTo(7.15, 2);
  });

  it('comes near the logarithmic interval in a large sample (physicians and aspirin, Agresti, table 3.1: 1.82, 1.43 to 2.30)', () => {
    const found = shareRatio(189, 11034, 104, 11037);
    expect(found.estimate).toBeCloseTo(1.82, 2);
    expect(found.low).toBeCloseTo(1.43, 2);
    expect(found.high).toBeCloseTo(2.3, 1);
  });

  it('is turned over when the groups are', () => {
    const ab = shareRatio(7, 50, 3, 60);
    const ba = shareRatio(3, 60, 7, 50);
    expect((ab.low ?? 0) * (ba.high ?? 0)).toBeCloseTo(1, 9);
    expect((ab.high ?? 0) * (ba.low ?? 0)).toBeCloseTo(1, 9);
  });

  it('is one-sided where a group has no success, and made of nothing that was not seen', () => {
    const none = shareRatio(0, 40, 6, 80);
    expect(none).toMatchObject({ estimate: 0, low: 0 });
    expect(none.high).toBeGreaterThan(0);
    expect(shareRatio(0, 400, 6, 80).high).toBeLessThan(none.high ?? 0);
    const all = shareRatio(6, 40, 0, 80);
    expect(all).toMatchObject({ estimate: null, high: null });
    expect(all.low).toBeGreaterThan(1);
    expect(shareRatio(0, 40, 0, 80)).toEqual({ estimate: null, low: 0, high: null });
    expect(shareRatio(0, 0, 1, 80)).toEqual({ estimate: null, low: 0, high: null });
  });

  it('contains 1 when everybody converted', () => {
    const found = shareRatio(5, 5, 9, 9);
    expect(found.low).toBeLessThan(1);
    expect(found.high).toBeGreaterThan(1);
  });
});
