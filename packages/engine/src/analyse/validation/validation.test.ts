import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { ProblemError } from '../../util/problem-error.ts';
import { validation } from './analysis.ts';
import { validationSpec } from './spec.ts';

const START = Date.UTC(2026, 0, 1);
const NOW = START + 20 * DAY_MS;
const event = (name: string) => ({ names: [name], filters: [] });
const walled = {
  unit: 'user',
  where: { kind: 'event-count', event: event('wall'), op: 'at-least', count: 1, window: { kind: 'ever' } },
};

/** 200 people; the 50 who met the wall on day 1 come back each day and half of them pay after seeing the plans; of the others, few. */
const people = Array.from({ length: 200 }, (_, i) => {
  const at = (name: string, day: number) =>
    storedEvent({ project: 'loop', name, by: `user${i}`, time: START + day * DAY_MS });
  const met = i % 4 === 0;
  const pays = met ? i % 8 === 0 : i % 30 === 1;
  return [
    at('open', 0),
    ...(met ? [at('wall', 1), ...Array.from({ length: 18 }, (_, day) => at('open', 2.5 + day))] : []),
    ...(pays ? [at('plans', 14 + (i % 3)), at('pay', 14.5 + (i % 3))] : []),
    // Those who will never be members at the instants looked at meet the wall when it is too late to count.
    ...(i % 4 === 1 ? [at('wall', 19.9)] : []),
  ];
}).flat();

describe('validation', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(people));
  });
  afterAll(() => temporary.dispose());

  async function run(extra: object) {
    return validation.run(
      validationSpec.parse({
        kind: 'validation',
        cohort: walled,
        goal: event('pay'),
        horizon: { amount: 7, unit: 'day' },
        instants: 3,
        every: { amount: 2, unit: 'day' },
        ...extra,
      }),
      {
        store: temporary.store,
        project: { id: 'loop', name: 'loop', timeZone: 'UTC', accountGroup: 'account' },
        overlay: await loadIdentityOverlay(temporary.store, 'loop'),
        cohorts: { definition: () => undefined },
        now: NOW,
      },
    );
  }

  it('finds the signal from what was known at each moment', async () => {
    const found = await run({ steps: [event('plans')] });
    expect(found.from).toBe(NOW - 7 * DAY_MS);
    expect(found.backtest.instants.map(({ at }) => (at - START) / DAY_MS)).toEqual([9, 11, 13]);
    expect(found.backtest.instants.map(({ members, mature }) => [members.of, mature])).toEqual([
      [50, true],
      [50, true],
      [50, true],
    ]);
    expect(found.verdict.finding).toBe('signal');
    expect(found.verdict.sentence).toMatch(
      /^Signal: members converted .* times as often as others, 95% interval/,
    );
    const day3 = found.retention.comparison?.differences[3];
    expect(day3?.low).toBeGreaterThan(0.5);
    expect(found.retention.comparison?.members.cells[3]?.returned).toMatchObject({ count: 50, of: 50 });
    expect(found.funnel?.members.steps.map(({ count }) => count)).toEqual([25, 25]);
    expect(found.funnel?.baseline.steps.map(({ count }) => count)).toEqual([7, 7]);
  });

  it('compares with a baseline of its own', async () => {
    const openers = {
      unit: 'user',
      where: {
        kind: 'event-count',
        event: event('open'),
        op: 'at-least',
        count: 2,
        window: { kind: 'ever' },
      },
    };
    const found = await run({ baseline: openers });
    expect(found.backtest.instants[0]?.others.of).toBe(0);
    expect(found.verdict.finding).toBe('not-enough-data');
    expect(found.funnel).toBeNull();
  });

  it('says so when nothing lies far enough back', async () => {
    const found = await run({ asOf: START + 3 * DAY_MS });
    expect(found.verdict).toMatchObject({ finding: 'not-enough-data' });
    await expect(run({ asOf: 5 * DAY_MS })).rejects.toThrow(ProblemError);
  });
});
