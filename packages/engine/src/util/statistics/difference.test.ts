import { describe, expect, it } from 'vitest';
import { shareDifference } from './difference.ts';

describe('the interval of a difference of shares', () => {
  // Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17:873 (1998), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])("is Newcombe's published one for %i/%i - %i/%i", (count, of, baseCount, baseOf, low, high) => {
    const found = shareDifference(count, of, baseCount, baseOf);
    expect(found.estimate).toBeCloseTo(count / of - baseCount / baseOf, 12);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('says nothing when a group is empty', () => {
    expect(shareDifference(0, 0, 1, 2)).toEqual({ estimate: null, low: null, high: null });
    expect(shareDifference(1, 2, 0, 0)).toEqual({ estimate: null, low: null, high: null });
  });
});
