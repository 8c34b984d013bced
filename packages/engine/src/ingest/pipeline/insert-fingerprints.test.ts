import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../model/time.ts';
import { seededRandom } from '../../util/random.ts';
import { InsertFingerprints } from './insert-fingerprints.ts';
import { KeyFilter } from './key-filter.ts';

/** Keys as a hash makes them: 64 random bits. */
function keys(count: number, seed: number): bigint[] {
  const random = seededRandom(seed);
  const word = (): bigint => BigInt(Math.floor(random.next() * 2 ** 32));
  return Array.from({ length: count }, () => (word() << 32n) | word());
}

describe('InsertFingerprints', () => {
  it('knows every key that it saw while it grows, and hardly any other', () => {
    const fingerprints = new InsertFingerprints(8);
    const seen = keys(50_000, 1);
    expect(seen.filter((key) => fingerprints.seen(key, 0))).toEqual([]);
    expect(seen.every((key) => fingerprints.seen(key, 1))).toBe(true);
    expect(fingerprints.bytes / 100_000).toBeLessThan(12);
    expect(keys(50_000, 2).filter((key) => fingerprints.seen(key, 1))).toEqual([]);
  });

  it('knows keys whose halves are all zeros or ones', () => {
    const fingerprints = new InsertFingerprints(8);
    const odd = [0n, 1n << 32n, 1n, 2n ** 64n - 1n, 2n ** 32n - 1n];
    for (const key of odd) fingerprints.seen(key, 0);
    expect(odd.every((key) => fingerprints.seen(key, 0))).toBe(true);
  });

  it('drops what is past seven days, and nothing before', () => {
    const fingerprints = new InsertFingerprints(8);
    const daily = keys(30, 3);
    daily.forEach((key, day) => {
      fingerprints.expire(day * DAY_MS);
      fingerprints.seen(key, day * DAY_MS);
      expect(fingerprints.segments).toBeLessThanOrEqual(6);
      for (const recent of daily.slice(Math.max(0, day - 6), day + 1)) {
        expect(fingerprints.seen(recent, day * DAY_MS)).toBe(true);
      }
    });
    const once = new InsertFingerprints(8);
    daily.forEach((key, day) => {
      once.expire(day * DAY_MS);
      once.seen(key, day * DAY_MS);
    });
    expect(once.seen(daily[10] ?? 0n, 29 * DAY_MS)).toBe(false);
    expect(once.seen(daily[23] ?? 0n, 29 * DAY_MS)).toBe(true);
    once.expire(60 * DAY_MS);
    expect(once.segments).toBe(0);
  });
});

describe('KeyFilter', () => {
  it('never denies a key that was added, and answers maybe to all past its bound', () => {
    const filter = new KeyFilter(20_000);
    const added = keys(20_000, 4).map(String);
    for (const key of added) filter.add(key);
    expect(added.every((key) => filter.mayHave(key))).toBe(true);
    const others = keys(1_000, 5).map(String);
    expect(others.filter((key) => filter.mayHave(key))).toEqual([]);
    filter.add('7');
    expect(others.every((key) => filter.mayHave(key))).toBe(true);
    expect(new KeyFilter(10, 11).mayHave('1')).toBe(true);
  });
});
