import { describe, expect, it } from 'vitest';
import { timeLabels, timesLabels } from './bucket-labels.ts';

describe('the ranges of a distribution', () => {
  it('have one label more than there are bounds', () => {
    expect(timeLabels([1_000, 60_000, 3_600_000])).toEqual(['< 1 s', '1 s – 1 min', '1 min – 1 h', '≥ 1 h']);
    expect(timesLabels([1, 2, 5, 10])).toEqual(['0', '1', '2–4', '5–9', '10+']);
  });
});
