import { retentionSpec } from '@cusp/engine/analyse/retention/spec.ts';
import { describe, expect, it } from 'vitest';
import { bracketsText, readBrackets } from './brackets.ts';
import { optionsSet, retentionQuestion } from './question.ts';
import { type RetentionSearch, readRetentionSearch } from './search.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const event = (...names: string[]) => ({ names, filters: [] });
const search = (part: Partial<RetentionSearch> = {}): RetentionSearch => ({
  ...readRetentionSearch({}),
  ...part,
});

describe('the question of the page of retention', () => {
  it('is one without anything chosen: who was first seen, back with any event', () => {
    const question = retentionQuestion(search(), NOW);
    expect(retentionSpec.safeParse(question).error?.issues).toBeUndefined();
    expect(question).toMatchObject({
      start: { kind: 'first-seen', from: NOW - 90 * DAY, to: NOW },
      asOf: NOW,
    });
  });

  it('waits for the event of the start', () => {
    expect(retentionQuestion(search({ start: 'event' }), NOW)).toBeUndefined();
    expect(retentionQuestion(search({ start: 'event', startEvent: event('a') }), NOW)?.start).toMatchObject({
      kind: 'event',
      event: event('a'),
    });
  });

  it('is one that the engine takes, with the options set, without what is only begun', () => {
    const question = retentionQuestion(
      search({
        unit: 'account',
        start: 'event',
        startEvent: event('a'),
        which: 'recurring',
        return: event('b'),
        alsoReturn: [event('c'), event('')],
        count: 'streak',
        intervals: {
          unit: 'day',
          kind: 'rolling',
          last: 3,
          brackets: [{ from: 1, to: 7 }],
          weekStart: 'sunday',
        },
        cohort: 'x',
        membersAsOf: 'start',
        segments: [{ name: 'all', who: 'everyone' }],
        breakdown: { scope: 'event', property: 'plan' },
        overTime: 0,
      }),
      NOW,
    );
    expect(retentionSpec.safeParse(question).error?.issues).toBeUndefined();
    expect(question?.alsoReturn).toEqual([event('c')]);
    expect(question?.breakdown, 'segments go first').toBeUndefined();
    expect(question?.membersAsOf).toBe(NOW - 90 * DAY);
  });

  it('says how many options are set', () => {
    expect(optionsSet(search())).toBe(0);
    expect(optionsSet(search({ count: 'streak', breakdown: { scope: 'user', property: 'plan' } }))).toBe(2);
  });
});

describe('brackets', () => {
  it('are read as they are written', () => {
    const brackets = [
      { from: 0, to: 1 },
      { from: 1, to: 7 },
      { from: 14, to: 31 },
    ];
    expect(bracketsText(brackets)).toBe('0, 1-6, 14-30');
    expect(readBrackets('0, 1-6,14 – 30')).toEqual(brackets);
  });

  it('are none when they overlap, run backwards or are no numbers', () => {
    for (const text of ['', '3-1', '0-4, 4-6', '5, 1', 'a', '1-'])
      expect(readBrackets(text), text).toBeUndefined();
  });
});
