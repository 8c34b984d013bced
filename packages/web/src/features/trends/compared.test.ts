import type { EventsAnswer, Line } from '@cusp/engine/analyse/segmentation/result.ts';
import { describe, expect, it } from 'vitest';
import { changeOf, lineBefore } from './compared.ts';

const line = (series: string, value: string | undefined, overall: number): Line => ({
  kind: 'series',
  series,
  segment: null,
  labels: value === undefined ? [] : [{ kind: 'value', value }],
  values: [],
  overall,
  events: 0,
  units: 0,
  withoutValue: 0,
});
const total = line('A', undefined, 5);
const before = { totals: [total], series: [line('A', 'free', 3)] } as unknown as EventsAnswer;

describe('lineBefore', () => {
  it('finds the line of the same series, segment and values', () => {
    expect(lineBefore(line('A', 'free', 9), before)?.overall).toBe(3);
    expect(lineBefore(line('A', undefined, 9), before)?.overall).toBe(5);
    expect(lineBefore(line('A', 'team', 9), before)).toBeUndefined();
    expect(lineBefore(total, undefined)).toBeUndefined();
  });
});

describe('changeOf', () => {
  it('is a share of what was before, and nothing of nothing', () => {
    expect(changeOf(6, 4)).toBe(0.5);
    expect(changeOf(2, 4)).toBe(-0.5);
    expect(changeOf(2, 0)).toBeNull();
    expect(changeOf(null, 4)).toBeNull();
  });
});
