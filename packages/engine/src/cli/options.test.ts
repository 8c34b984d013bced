import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  cohortOption,
  durationOption,
  instantOption,
  propertyOption,
  selectorOption,
  typed,
  typedList,
  wholeOption,
} from './options.ts';

describe('what is typed after an option', () => {
  it.each([
    ['plan_upgraded', ['plan_upgraded'], 0],
    ['Submit Upgrade', ['Submit Upgrade'], 0],
    ['"Submit Upgrade"', ['Submit Upgrade'], 0],
    ['any of (a, "b c")', ['a', 'b c'], 0],
    ['limit_hit where limit = "seats"', ['limit_hit'], 1],
    ['any event', [], 0],
  ])('%s selects events', (text, names, filters) => {
    const selector = selectorOption(text, '--goal');
    expect([selector.names, selector.filters.length]).toEqual([names, filters]);
  });

  it('refuses what is more than a selector, and what is not one', () => {
    expect(() => selectorOption('a where (', '--goal')).toThrow('--goal');
    expect(() => selectorOption('"a" at least 3 times', '--goal')).toThrow('without counts');
    expect(() => selectorOption('', '--goal')).toThrow('--goal');
  });

  it('reads durations and instants', () => {
    expect(
      ['14d', '30 min', '24h', '1.5h', '250ms', '2w'].map((text) => durationOption(text, '--within')),
    ).toEqual([1_209_600_000, 1_800_000, 86_400_000, 5_400_000, 250, 1_209_600_000]);
    expect(() => durationOption('soon', '--within')).toThrow('--within: "soon"');
    expect(instantOption('2026-01-31', '--as-of', 5)).toBe(Date.UTC(2026, 0, 31));
    expect(instantOption('2026-01-31T09:00:00+01:00', '--as-of', 5)).toBe(Date.UTC(2026, 0, 31, 8));
    expect([instantOption('now', '--as-of', 5), instantOption('1700000000000', '--as-of', 5)]).toEqual([
      5, 1_700_000_000_000,
    ]);
    expect(() => instantOption('yesterday', '--as-of', 5)).toThrow('--as-of');
  });

  it('reads whole numbers, properties and cohorts', () => {
    expect(wholeOption('12', '--limit')).toBe(12);
    for (const text of ['0', '-1', '1.5', 'x', '1e9'])
      expect(() => wholeOption(text, '--limit')).toThrow('--limit');
    expect(propertyOption('limit', '--by')).toEqual({ scope: 'event', property: 'limit' });
    expect(propertyOption('user.plan', '--by')).toEqual({ scope: 'user', property: 'plan' });
    expect(propertyOption('event.user.plan', '--by')).toEqual({ scope: 'event', property: 'user.plan' });
    expect(cohortOption('users at the wall', 'cohort')).toBe('users at the wall');
    expect(cohortOption('accounts who did a', 'cohort')).toMatchObject({ unit: 'account' });
    expect(() => cohortOption('users who did', 'cohort')).toThrow('cohort: it does not define a cohort');
  });

  it('turns what a reader refuses into misuse, and lets other errors through', () => {
    expect(() => typed(durationOption)('soon')).toThrow(InvalidArgumentError);
    expect(typedList(selectorOption)('b', [{ names: ['a'], filters: [] }])).toHaveLength(2);
    const broken = typed(() => {
      throw new TypeError('broken');
    });
    expect(() => broken('x')).toThrow(TypeError);
  });
});
