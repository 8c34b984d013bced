import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { clusteredShare } from './clustered-share.ts';

describe('a share with subjects that are looked at many times', () => {
  it('has the standard error of Cochran, section 3.12: p, and the spread of (a - p m) over clusters', () => {
    // Three subjects of 4 looks with 1, 2 and 3 successes: p = 1/2, squares = 1 + 0 + 1, variance = (2 * 3 / 2) / 144.
    const found = clusteredShare([1, 2, 3].map((count) => ({ subjects: 1, of: 4, count })));
    expect(found).toMatchObject({ count: 6, of: 12, share: 0.5 });
    const reach = (1.959964 * Math.sqrt(3 / 144)) / 0.25;
    expect(found.low).toBeCloseTo(1 / (1 + Math.exp(reach)), 5);
    expect(found.high).toBeCloseTo(1 / (1 + Math.exp(-reach)), 5);
  });

  it('counts subjects that are alike as often as there are of them', () => {
    const apart = [...Array(5)].map(() => ({ subjects: 1, of: 2, count: 1 }));
    const other = { subjects: 1, of: 3, count: 0 };
    expect(clusteredShare([{ subjects: 5, of: 2, count: 1 }, other])).toEqual(
      clusteredShare([...apart, other]),
    );
  });

  it('holds the true share in about 95 of 100 samples', () => {
    const source = seededRandom(5);
    const random = () => source.next();
    let held = 0;
    for (let sample = 0; sample < 1_000; sample += 1) {
      const clusters = Array.from({ length: 120 }, () => {
        const mine = random() < 0.5 ? 0.1 : 0.5;
        const of = 1 + Math.floor(random() * 6);
        return { subjects: 1, of, count: Array.from({ length: of }, random).filter((x) => x < mine).length };
      });
      const { low, high } = clusteredShare(clusters);
      if (low !== null && high !== null && low <= 0.3 && high >= 0.3) held += 1;
    }
    expect(held).toBeGreaterThan(925);
    expect(held).toBeLessThan(975);
  });

  it('says nothing of nobody, and keeps off certainty', () => {
    expect(clusteredShare([])).toEqual({ count: 0, of: 0, share: null, low: null, high: null });
    expect(clusteredShare([{ subjects: 1, of: 3, count: 1 }])).toMatchObject({ low: null, high: null });
    expect(clusteredShare([{ subjects: 30, of: 3, count: 0 }])).toMatchObject({ low: 0, high: 0.1 });
    expect(clusteredShare([{ subjects: 30, of: 3, count: 3 }])).toMatchObject({ low: 0.9, high: 1 });
  });
});
