import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { DAY_MS } from '../../model/time.ts';
import type { CarriedProperty } from '../../store/clickhouse/sequence-columns.ts';
import { analyses } from '../registry.ts';
import { readQuestion } from './read-question.ts';
import { runQuery } from './run-query.ts';

const NOW = Date.UTC(2026, 5, 1);
const filtered = (name: string, property: string) => ({
  names: [name],
  filters: [{ scope: 'event', property, op: 'is', values: ['x'] }],
});
const ofPlan = {
  unit: 'user',
  where: {
    kind: 'event-count',
    event: filtered('wall', 'plan'),
    op: 'at-least',
    count: 1,
    window: { kind: 'ever' },
  },
};

describe('runQuery', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  async function askedBy(spec: object): Promise<readonly CarriedProperty[]> {
    const all: CarriedProperty[] = [];
    await runQuery(readQuestion(spec, analyses), {
      store: temporary.store,
      project: { id: 'p', name: 'p', timeZone: 'UTC', accountGroup: 'account' },
      cohorts: { definition: () => undefined },
      clock: () => NOW,
      memoryMb: 512,
      columns: { asked: (properties) => all.push(...properties) },
    });
    return all;
  }
  const funnel = (days: number, more: object = {}) => ({
    kind: 'funnel',
    steps: [filtered('wall', 'limit'), { names: ['paid'], filters: [] }],
    from: NOW - days * DAY_MS,
    to: NOW,
    conversionWindow: { amount: 7, unit: 'day' },
    ...more,
  });
  const LIMIT = { scope: 'event', property: 'limit' };

  it('tells by which properties a long question of users filters its own events', async () => {
    expect(await askedBy(funnel(60))).toEqual([LIMIT]);
    expect(await askedBy(funnel(60, { cohort: ofPlan }))).toEqual([LIMIT]);
    expect(
      await askedBy({
        kind: 'retention',
        start: { kind: 'event', event: filtered('wall', 'limit'), from: NOW - 90 * DAY_MS, to: NOW },
        intervals: { unit: 'week', last: 3 },
      }),
    ).toEqual([LIMIT]);
  });

  it('tells nothing of questions that read the events themselves', async () => {
    expect(await askedBy(funnel(10))).toEqual([]);
    expect(await askedBy(funnel(60, { unit: 'account' }))).toEqual([]);
    expect(
      await askedBy({
        kind: 'lifecycle',
        event: filtered('wall', 'limit'),
        from: NOW - 84 * DAY_MS,
        to: NOW,
        interval: 'week',
      }).catch((error: unknown) => error),
    ).toEqual([]);
  });
});
