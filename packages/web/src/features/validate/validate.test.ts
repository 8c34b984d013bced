import type { BacktestInstant, BacktestPool } from '@cusp/engine/analyse/backtest/result.ts';
import { backtestSpec } from '@cusp/engine/analyse/backtest/spec.ts';
import type { MonthOfMembers, ThresholdEffect } from '@cusp/engine/analyse/validation/result.ts';
import { validationSpec } from '@cusp/engine/analyse/validation/spec.ts';
import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { proportion } from '@cusp/engine/util/statistics/proportion.ts';
import { describe, expect, it } from 'vitest';
import { heldMonths, momentPoints, monthIn, monthPoints } from './months.ts';
import { moreMembers, neededData } from './needed-data.ts';
import { optionsSet, shiftedBacktest, validationQuestion } from './question.ts';
import { readValidateSearch } from './search.ts';
import { clausePath, shiftedDefinition, thresholdsOf } from './thresholds.ts';

const NOW = Date.UTC(2026, 5, 1);
const event = (...names: string[]) => ({ names, filters: [] });
const definition: CohortDefinition = {
  unit: 'user',
  where: {
    kind: 'all',
    conditions: [
      {
        kind: 'event-count',
        event: event('wall'),
        op: 'at-least',
        count: 3,
        window: { kind: 'last', duration: { amount: 14, unit: 'day' } },
      },
      { kind: 'event-count', event: event('b'), op: 'at-least', count: 1, window: { kind: 'ever' } },
    ],
  },
};
const pool: BacktestPool = {
  instants: 5,
  members: { count: 10, of: 40, share: 0.25 },
  others: { count: 20, of: 400, share: 0.05 },
  recall: { count: 10, of: 30, share: 1 / 3 },
  distinctMembers: 30,
  distinctMembersConverted: 10,
  distinctConverted: 25,
  ratio: { estimate: 2, low: 0.8, high: 5 },
  method: 'clustered',
  medianLeadMs: 1,
};

describe('the question of the page Validate', () => {
  const search = readValidateSearch({ cohort: 'c', goal: event('paid'), steps: [event('a'), event('')] });

  it('waits for a cohort, its unit and a goal', () => {
    expect(validationQuestion(readValidateSearch({}), 'user', NOW)).toBeUndefined();
    expect(validationQuestion(search, undefined, NOW)).toBeUndefined();
    expect(validationQuestion({ ...search, goal: event('') }, 'user', NOW)).toBeUndefined();
  });

  it('is one that the engine takes, and so is the backtest of a shifted definition', () => {
    const question = validationQuestion({ ...search, baseline: 'others', anyTime: true }, 'user', NOW);
    expect(validationSpec.safeParse(question).error?.issues).toBeUndefined();
    expect(question).toMatchObject({ steps: [event('a')], firstTime: false, asOf: NOW, instants: 12 });
    if (question === undefined) return;
    const instants = [{ at: NOW - 86_400_000 }] as unknown as BacktestInstant[];
    const shifted = shiftedBacktest(question, definition, { instants, asOf: NOW });
    expect(backtestSpec.safeParse(shifted).error?.issues).toBeUndefined();
    expect(shifted.instants).toEqual([NOW - 86_400_000]);
  });

  it('says how many options are set', () => {
    expect(optionsSet(readValidateSearch({}))).toBe(0);
    expect(optionsSet(search)).toBe(1);
    expect(optionsSet({ ...search, instants: 3 }), 'what stands above is not folded away').toBe(1);
  });
});

describe('what would be needed', () => {
  const told = (part: Partial<BacktestPool>) => neededData({ pool: { ...pool, ...part }, unit: 'user' });

  it('names what is missing', () => {
    expect(told({ instants: 0 })).toContain('shorter goal window');
    expect(told({ distinctMembers: 7 })).toContain(
      'At least 20 different members are needed, and 7 were seen',
    );
    expect(told({ distinctConverted: 3 })).toContain('At least 10 users have to reach the goal, and 3 did');
    expect(told({})).toContain('about 2 times as many members');
  });

  it('says no number of members where the lift shows none', () => {
    expect(moreMembers({ estimate: 0.9, low: 0.5, high: 2 })).toBeUndefined();
    expect(moreMembers({ estimate: null, low: 0, high: null })).toBeUndefined();
    // ln(2 / 1) / ln 2 = 1: it just leaves 1 as it is.
    expect(moreMembers({ estimate: 2, low: 1, high: 4 })).toBeUndefined();
    expect(moreMembers({ estimate: 2, low: 0.5, high: 8 })).toBe(4);
  });
});

describe('the backtest over time', () => {
  const at = (iso: string) => Date.parse(iso);
  const instant = (iso: string, mature: boolean, count: number): BacktestInstant =>
    ({
      at: at(iso),
      mature,
      members: proportion(count, 10),
      others: proportion(1, 100),
    }) as unknown as BacktestInstant;
  const instants = [
    instant('2026-02-28T23:30:00Z', true, 1),
    instant('2026-03-15T00:00:00Z', true, 2),
    instant('2026-03-22T00:00:00Z', false, 3),
  ];
  const month = (name: string, ratio: object): MonthOfMembers =>
    ({ month: name, members: { ...proportion(1, 10) }, ratio }) as unknown as MonthOfMembers;

  it('has a band of the mature moments of the month in the zone', () => {
    const [march] = monthPoints([month('2026-03', {})], instants, monthIn('Europe/Berlin'));
    expect(march?.base, 'the last of February is March in Berlin').toBe(2 / 200);
    expect(march?.baseLow).toBe(proportion(1, 100).low);
    expect(monthPoints([month('2026-01', {})], instants, monthIn('UTC'))[0]?.base).toBeNull();
    expect(momentPoints(instants, String).map(({ isImmature }) => isImmature)).toEqual([false, false, true]);
  });

  it('counts the months in which it held, of those that say anything', () => {
    const months = [
      month('a', { estimate: 2, low: 1.2, high: 3 }),
      month('b', { estimate: 2, low: 0.9, high: 3 }),
      month('c', { estimate: null, low: 0, high: null }),
    ];
    expect(heldMonths(months)).toEqual({ held: 1, of: 2 });
  });
});

describe('the thresholds', () => {
  const effect = (path: string, from: number, to: number): ThresholdEffect =>
    ({
      path,
      clause: 'did wall',
      shifted: '',
      from,
      to,
      ...pool,
      finding: 'noise',
    }) as unknown as ThresholdEffect;
  const backtest = { pool, verdict: { finding: 'signal', sentence: '' } } as never;

  it('have what is known at each value, and as it is', () => {
    const count = 'where.conditions.0.count';
    const [first, second] = thresholdsOf({
      backtest,
      thresholds: [2, 4, 6]
        .map((to) => effect(count, 3, to))
        .concat(effect('where.conditions.0.window.duration.amount', 14, 7)),
    });
    expect([...(first?.known.keys() ?? [])].sort()).toEqual([2, 3, 4, 6]);
    expect(first?.known.get(3)?.finding).toBe('signal');
    expect(first).toMatchObject({ value: 3, least: 1, most: 9, step: 1 });
    expect(second).toMatchObject({ value: 14, least: 3, most: 21 });
  });

  it('shift one number and leave all else', () => {
    const path = 'where.conditions.0.window.duration.amount';
    const shifted = shiftedDefinition(definition, path, 28);
    expect(shifted).toMatchObject({
      where: { conditions: [{ window: { duration: { amount: 28, unit: 'day' } } }, {}] },
    });
    expect(JSON.stringify(shifted).replace('"amount":28', '"amount":14')).toBe(JSON.stringify(definition));
    expect(clausePath(definition, path)).toEqual(['where', 'conditions', '0']);
  });
});
