import { describe, expect, it } from 'vitest';
import type { Truth } from './tracker.ts';
import { notTruth, truthTogether } from './truth.ts';

const all = (...parts: Truth[]): Truth => truthTogether(parts, true, (part) => part, undefined, 0);
const any = (...parts: Truth[]): Truth => truthTogether(parts, false, (part) => part, undefined, 0);
const yes = (until?: number): Truth => ({ holds: true, until });
const no = (until?: number): Truth => ({ holds: false, until });

describe('truths together', () => {
  it('all hold until the first may change', () => {
    expect(all(yes(5), yes(), yes(3))).toEqual(yes(3));
    expect(all(yes(), yes())).toEqual(yes());
  });

  it('all fail until each that fails may have changed', () => {
    expect(all(no(5), yes(2), no(9))).toEqual(no(9));
    expect(all(no(5), no(), yes(1))).toEqual(no());
  });

  it('any is the opposite of all opposites', () => {
    const cases = [yes(), yes(4), no(), no(2), no(7)];
    for (const one of cases) {
      for (const other of cases) {
        expect(any(one, other)).toEqual(notTruth(all(notTruth(one), notTruth(other))));
      }
    }
  });
});
