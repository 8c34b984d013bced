import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from './key-table.ts';

const key = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: 0n, max: 40n }),
  // Halves that are alike, so that keys meet in one place.
  fc.integer({ min: 0, max: 20 }).map((n) => (BigInt(n) << 32n) | 7n),
);

describe('a table of keys', () => {
  it('does what a Map does, whatever is added and taken away', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), key), { maxLength: 400 }), (steps) => {
        const table = new KeyTable();
        const map = new Map<string, number>();
        let next = 0;
        for (const [isGone, n] of steps) {
          const text = n.toString();
          const number = map.get(text);
          expect(table.find(text)).toBe(number ?? -1);
          if (number === undefined) {
            table.add(text, next);
            map.set(text, next);
            next += 1;
          } else if (isGone) {
            table.remove(number);
            map.delete(text);
          }
        }
        expect(table.size).toBe(map.size);
        for (const [text, number] of map) {
          expect(table.find(text)).toBe(number);
          expect(table.keyOf(number)).toBe(text);
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('grows, and finds the largest key and the smallest', () => {
    const table = new KeyTable();
    for (let n = 0; n < 5_000; n += 1) table.add(String(n), n);
    table.add('18446744073709551615', 5_000);
    expect(table.find('0')).toBe(0);
    expect(table.find('4999')).toBe(4_999);
    expect(table.keyOf(table.find('18446744073709551615'))).toBe('18446744073709551615');
    expect(table.find('18446744073709551614')).toBe(-1);
  });

  it('takes no key that is not a number', () => {
    expect(() => new KeyTable().find('ann')).toThrow('a key is a number, not "ann"');
  });
});
