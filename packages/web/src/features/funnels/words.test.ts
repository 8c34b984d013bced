import { describe, expect, it } from 'vitest';
import { timeLabels, timesLabels } from './bucket-labels.ts';
import { bucketsText, readBuckets } from './bucket-text.ts';
import { stepName } from './step-name.ts';

describe('the ranges of a distribution', () => {
  it('have one label more than there are bounds', () => {
    expect(timeLabels([1_000, 60_000, 3_600_000])).toEqual(['< 1 s', '1 s – 1 min', '1 min – 1 h', '≥ 1 h']);
    expect(timesLabels([1, 2, 5, 10])).toEqual(['0', '1', '2–4', '5–9', '10+']);
  });
});

describe('where ranges of time begin', () => {
  it('is read as it is written', () => {
    const buckets = readBuckets('10 min,1h, 3 d');
    expect(buckets).toEqual([
      { amount: 10, unit: 'minute' },
      { amount: 1, unit: 'hour' },
      { amount: 3, unit: 'day' },
    ]);
    expect(bucketsText(buckets ?? [])).toBe('10 min, 1 h, 3 d');
    for (const text of ['', '10', '0 d', '1 y', '1 h,,']) expect(readBuckets(text), text).toBeUndefined();
  });
});

describe('the name of a step', () => {
  it('is the first event, how many others, and cut where it is long', () => {
    expect(stepName({ names: ['a', 'b', 'c'], filters: [] })).toBe('a or 2 more');
    expect(stepName({ names: [], filters: [] })).toBe('any event');
    expect([...stepName({ names: ['🎉'.repeat(500)], filters: [] })]).toHaveLength(49);
  });
});
