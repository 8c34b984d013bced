import { funnelSpec } from '@cusp/engine/analyse/funnel/spec.ts';
import { describe, expect, it } from 'vitest';
import { funnelQuestion, optionsSet } from './question.ts';
import { type FunnelSearch, readFunnelSearch } from './search.ts';
import { movedStep, withoutStep } from './step-moves.ts';

const NOW = Date.UTC(2026, 5, 1);
const event = (...names: string[]) => ({ names, filters: [] });
const search = (part: Partial<FunnelSearch>): FunnelSearch => ({
  ...readFunnelSearch({ steps: ['a', 'b', 'c', 'd'].map((name) => event(name)) }),
  ...part,
});
const names = ({ steps }: Pick<FunnelSearch, 'steps'>) => steps.map((step) => step.names[0]);

describe('the question of the page of funnels', () => {
  it('is none before two steps are finished', () => {
    expect(funnelQuestion(readFunnelSearch({}), NOW)).toBeUndefined();
    expect(funnelQuestion(readFunnelSearch({ steps: [event('a'), event('')] }), NOW)).toBeUndefined();
  });

  it('is one that the engine takes, with every option set', () => {
    const question = funnelQuestion(
      search({
        unit: 'account',
        order: 'this',
        steps: [event('a'), { ...event('b'), optional: true }, event('c'), event('d')],
        conversionWindow: { session: 'pauses' },
        count: 'each',
        exclusions: [{ event: event('x'), after: 1, before: 3 }, { event: event('') }],
        holdConstant: [
          { scope: 'event', property: 'document' },
          { scope: 'user', property: '' },
        ],
        newOnly: 'first-day',
        cohort: 'upgrade ready',
        membersAsOf: 'start',
        breakdown: { scope: 'user', property: 'plan', limit: 5, hits: { event: event('limit_hit') } },
        segments: [{ name: 'all', who: 'everyone' }],
        timeToConvert: {},
        frequency: { before: 3, event: event('') },
        overTime: { interval: 'week' },
      }),
      NOW,
    );
    expect(funnelSpec.safeParse(question).error?.issues).toBeUndefined();
    expect(question?.exclusions).toEqual([{ event: event('x'), after: 1, before: 3 }]);
    expect(question?.holdConstant).toEqual([{ scope: 'event', property: 'document' }]);
    expect(question?.frequency).toEqual({ before: 3 });
    expect(question?.membersAsOf).toBe(NOW - 30 * 86_400_000);
  });

  it('counts steps as if those that are only begun were not there', () => {
    const question = funnelQuestion(
      search({
        steps: [event('a'), event(), event('c'), event('d')],
        exclusions: [
          { event: event('x'), after: 3, before: 4 },
          { event: event('y'), after: 2 },
        ],
        breakdown: { scope: 'event', property: 'size', step: 4 },
      }),
      NOW,
    );
    expect(question?.exclusions).toEqual([{ event: event('x'), after: 2, before: 3 }]);
    expect(question?.breakdown).toEqual({ scope: 'event', property: 'size', step: 3 });
  });

  it('says how many options are set', () => {
    expect(optionsSet(search({}))).toBe(0);
    expect(optionsSet(search({ count: 'totals', timeToConvert: {} }))).toBe(2);
  });
});

describe('moving a step', () => {
  const asked = search({
    exclusions: [{ event: event('x'), after: 2, before: 3 }],
    breakdown: { scope: 'event', property: 'size', step: 2 },
    frequency: { before: 4 },
  });

  it('takes along what names it', () => {
    const moved = movedStep(asked, 1, 0);
    expect(names(moved)).toEqual(['b', 'a', 'c', 'd']);
    expect(moved.exclusions).toEqual([{ event: event('x'), after: 1, before: 3 }]);
    expect(moved.breakdown?.step).toBe(1);
    expect(moved.frequency?.before).toBe(4);
  });

  it('makes a step firm that comes to stand first or last', () => {
    const [a, b] = [event('a'), { ...event('b'), optional: true }];
    expect(movedStep({ steps: [a, b, event('c')] }, 1, 2).steps).toEqual([a, event('c'), event('b')]);
    expect(movedStep({ steps: [a, event('c'), b, event('d')] }, 1, 2).steps[1]).toEqual(b);
  });

  it('turns an exclusion around whose steps changed sides', () => {
    const moved = movedStep(asked, 2, 0);
    expect(names(moved)).toEqual(['c', 'a', 'b', 'd']);
    expect(moved.exclusions).toEqual([{ event: event('x'), after: 1, before: 3 }]);
    expect(moved.breakdown?.step).toBe(3);
  });

  it('drops what named a step that is gone', () => {
    const left = withoutStep(asked, 1);
    expect(names(left)).toEqual(['a', 'c', 'd']);
    expect(left.exclusions).toEqual([]);
    expect(left.breakdown?.step).toBeUndefined();
    expect(left.frequency?.before).toBe(3);
  });
});
