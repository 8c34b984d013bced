import { expect, it } from 'vitest';
import { compareEvents, type EventCounts } from './compare-events.ts';

const counted = (name: string, converters: number, droppers: number): EventCounts => ({
  node: { kind: 'event', name } as EventCounts['node'],
  converters,
  droppers,
  timesOfConverters: converters,
  timesOfDroppers: droppers,
  medianMsIfConverted: null,
  medianMsIfNot: null,
});

it('compares an event that just enough units did, and calls cells of five large enough', () => {
  const events = [counted('just', 2, 1), counted('rare', 1, 1), counted('five', 5, 5), counted('four', 4, 6)];
  const { drivers, rare } = compareEvents(events, 10, 10, { minUnits: 3, limit: 9 });
  expect(rare).toBe(1);
  const small = drivers.map(({ node, isSmall }) => [(node as { name?: string }).name, isSmall]);
  expect(small.toSorted()).toEqual([
    ['five', false],
    ['four', true],
    ['just', true],
  ]);
});
