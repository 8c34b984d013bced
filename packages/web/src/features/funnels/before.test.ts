import { describe, expect, it } from 'vitest';
import { funnelBefore } from './before.ts';
import type { FunnelQuestion } from './search.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 4, 20);
const step = (name: string) => ({ names: [name], filters: [] });
const question: FunnelQuestion = {
  kind: 'funnel',
  steps: [step('wall'), step('paid')],
  last: { amount: 10, unit: 'day' },
  breakdown: { scope: 'event', property: 'limit' },
  membersAsOf: NOW - 10 * DAY,
};

describe('funnelBefore', () => {
  it('is as long, ends where the range begins, and is as of as long ago', () => {
    expect(funnelBefore(question, { from: NOW - 10 * DAY, to: NOW, asOf: NOW })).toEqual({
      kind: 'funnel',
      steps: question.steps,
      from: NOW - 20 * DAY,
      to: NOW - 10 * DAY,
      asOf: NOW - 10 * DAY,
      membersAsOf: NOW - 20 * DAY,
    });
  });

  it('is none where it would begin before 1970', () => {
    expect(funnelBefore(question, { from: DAY, to: 3 * DAY, asOf: NOW })).toBeUndefined();
  });
});
