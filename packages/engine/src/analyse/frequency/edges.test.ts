import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barRanges, boundsOf, chosenEdges } from './edges.ts';

describe('the edges of bars', () => {
  it.each([
    [{ low: 1, high: 4 }, true, 10, [1, 2, 3, 4]],
    [{ low: 1, high: 1 }, true, 10, [1]],
    [{ low: null, high: null }, true, 10, [1]],
    [{ low: 1, high: 47 }, true, 10, [1, 5, 10, 15, 20, 25, 30, 35, 40, 45]],
    [{ low: 1, high: 18.5 }, true, 10, [1, 2, 4, 6, 8, 10, 12, 14, 16, 18]],
    [{ low: 1, high: 1.9 }, true, 10, [1, 2]],
    [{ low: 0, high: 1 }, false, 10, [0.2, 0.4, 0.6, 0.8, 1]],
    [{ low: -30, high: 90 }, false, 5, [0, 50]],
    [{ low: 7.25, high: 7.25 }, false, 10, [7.25]],
    [{ low: null, high: null }, false, 10, [0]],
  ])('are round numbers over the middle of %j', (middle, isCount, most, edges) => {
    expect(chosenEdges(middle, isCount, most)).toEqual(edges);
  });

  it('are ascending, and make no more bars than asked for', () => {
    const number = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.boolean(), fc.integer({ min: 2, max: 50 }), (a, b, isCount, most) => {
        const edges = chosenEdges({ low: Math.min(a, b), high: Math.max(a, b) }, isCount, most);
        expect(edges).toEqual([...new Set(edges)].sort((x, y) => x - y));
        expect(edges.length).toBeGreaterThan(0);
        const ranges = barRanges(edges, { measure: { kind: isCount ? 'times' : 'sum' } as never }, false);
        expect(ranges.length).toBeLessThanOrEqual(most);
      }),
      { seed: 20260713 },
    );
  });

  it('begin counts at 1, and have a bar for those who did not', () => {
    const times = { measure: { kind: 'times' } } as const;
    const shown = (edges: number[], hasZero: boolean) =>
      barRanges(edges, times, hasZero).map(({ from, to }) => `${from}-${to}`);
    expect(shown([1, 2, 5], false)).toEqual(['1-2', '2-5', '5-null']);
    expect(shown([5], false)).toEqual(['1-5', '5-null']);
    expect(shown([5], true)).toEqual(['0-1', '1-5', '5-null']);
    expect(shown([1], false)).toEqual(['1-null']);
    expect(boundsOf(barRanges([1, 5], times, true))).toEqual([1, 5]);
  });
});
