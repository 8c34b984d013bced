import { compareShares } from '@cusp/engine/util/statistics/compare-shares.ts';
import { describe, expect, it } from 'vitest';
import { differenceText, evidenceText, pointsText, pText, ratioText } from './comparison-text.ts';

describe('the words of a comparison', () => {
  it('say a difference with its sign, and none as a dash', () => {
    expect(pointsText(0.0321)).toBe('+3.2');
    expect(pointsText(-0.5)).toBe('−50.0');
    expect(pointsText(-0.0001)).toBe('0.0');
    expect(pointsText(null)).toBe('–');
    expect(differenceText({ estimate: 0.1, low: -0.02, high: 0.2 })).toBe('+10.0 points (−2.0 to +20.0)');
    expect(differenceText({ estimate: null, low: null, high: null })).toBe('–');
  });

  it('say a ratio without an upper end as at least, and nothing where nothing is known', () => {
    expect(ratioText({ estimate: 4.1, low: 3.2, high: 5.2 })).toBe('4.10× (3.20× to 5.20×)');
    expect(ratioText({ estimate: null, low: 2, high: null })).toBe('at least 2.00×');
    expect(ratioText({ estimate: null, low: 0, high: null })).toBe('–');
  });

  it('say how strong the evidence is, and why there is no test', () => {
    const [strong, same, shared] = compareShares({ count: 100, of: 1000 }, [
      { count: 200, of: 1000, shared: 0 },
      { count: 101, of: 1000, shared: 0 },
      { count: 50, of: 1000, shared: 3 },
    ]);
    expect(strong && evidenceText(strong)).toBe('very strong evidence of a difference (p < 0.001)');
    expect(same && evidenceText(same)).toContain('chance alone may explain it (p = 0.9');
    expect(shared && evidenceText(shared)).toContain('not tested: 3 are in both groups');
    expect(pText(0.0231)).toBe('p = 0.023');
  });
});
