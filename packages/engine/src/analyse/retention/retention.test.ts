import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import {
  smallWorld,
  WORLD_EVENTS,
  WORLD_START,
  WORLD_STEP_MS,
} from '../../../../../test/support/small-worlds.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { StoredEvent } from '../../model/event.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { ProblemError } from '../../util/problem-error.ts';
import { retention, retentionGroups } from './analysis.ts';
import { retentionReference } from './reference.ts';
import type { RetentionGroup } from './result.ts';
import { type RetentionSpec, retentionSpec } from './spec.ts';

const SEED = 20260330;
const WORLDS = 50;
const STEPS = 44;
const END = WORLD_START + STEPS * WORLD_STEP_MS;
const noCohorts = { definition: () => undefined };
const event = (...names: string[]) => ({ names, filters: [] });

const did = (name: string) =>
  ({
    unit: 'user',
    where: { kind: 'event-count', event: event(name), op: 'at-least', count: 1, window: { kind: 'ever' } },
  }) satisfies CohortDefinition;

const range = fc.tuple(fc.nat(10), fc.integer({ min: 6, max: STEPS })).map(([from, length]) => ({
  from: WORLD_START + from * WORLD_STEP_MS,
  to: WORLD_START + (from + length) * WORLD_STEP_MS,
}));
const selector = fc.constantFrom(...WORLD_EVENTS.map((name) => event(name)), event());

const spec: fc.Arbitrary<RetentionSpec> = fc.record({
  kind: fc.constant('retention' as const),
  unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
  start: fc.oneof(
    fc.tuple(selector, range).map(([chosen, span]) => ({ kind: 'event' as const, event: chosen, ...span })),
    range.map((span) => ({ kind: 'first-seen' as const, ...span })),
    fc.nat(20).map((at) => ({ kind: 'instant' as const, at: WORLD_START + at * WORLD_STEP_MS })),
  ),
  return: selector,
  count: fc.constantFrom('on' as const, 'on-or-after' as const),
  intervals: fc.record({
    unit: fc.constantFrom('day' as const, 'day' as const, 'week' as const, 'month' as const),
    kind: fc.constantFrom('rolling' as const, 'calendar' as const),
    last: fc.integer({ min: 1, max: 9 }),
  }),
  asOf: fc.oneof(
    fc.constantFrom(END, END - 1),
    fc.integer({ min: 10, max: STEPS }).map((at) => WORLD_START + at * WORLD_STEP_MS),
  ),
  cohort: fc.constantFrom(undefined, undefined, undefined, did('a')),
  compare: fc.constantFrom(
    undefined,
    { cohort: did('b') },
    { cohort: did('b'), baseline: did('c'), asOf: WORLD_START + 12 * WORLD_STEP_MS },
  ),
});

const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'] as const;

describe('retention', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  async function both(events: readonly StoredEvent[], asked: RetentionSpec, timeZone: string) {
    const project = events[0]?.project ?? '';
    const asOf = asked.asOf ?? END;
    const overlay = await loadIdentityOverlay(temporary.store, project);
    const all = histories(events, asked.unit);
    const membersAsOf = asked.compare?.asOf ?? asOf;
    const definition = (choice: unknown) =>
      choice === undefined ? undefined : { ...(choice as CohortDefinition), unit: asked.unit };
    const cohorts = {
      only: definition(asked.cohort),
      members: definition(asked.compare?.cohort),
      baseline: definition(asked.compare?.baseline),
      membersAsOf,
    };
    const of = (cohort: CohortDefinition | undefined, at: number) =>
      cohort && membersOf(cohort, all, at, noCohorts);
    const only = of(cohorts.only, asOf);
    const members = of(cohorts.members, membersAsOf);
    const baseline = of(cohorts.baseline, membersAsOf);
    const sideOf = (id: string) => {
      if (only && !only.has(id)) return undefined;
      if (members?.has(id)) return 'members';
      return baseline && !baseline.has(id) ? undefined : 'baseline';
    };
    const context = { project, overlay, asOf, cohorts: noCohorts };
    const found = await retentionGroups(asked, cohorts, context, timeZone, temporary.store);
    return {
      sql: sorted(found),
      reference: sorted(retentionReference(asked, all.values(), sideOf, asOf, timeZone)),
    };
  }

  it('is the same in SQL as in the reference, in zones with and without a change of clocks', async () => {
    const cases = fc
      .sample(fc.tuple(smallWorld(STEPS), fc.tuple(spec, spec), fc.constantFrom(...zones)), {
        seed: SEED,
        numRuns: WORLDS,
      })
      .map(([world, specs, zone], i) => [world(`retention${i}`), specs, zone] as const);
    await temporary.store.insert('events', eventRows(cases.flatMap(([events]) => events)));
    let later = 0;
    for (const [events, specs, zone] of cases) {
      for (const asked of specs) {
        const { sql, reference } = await both(events, asked, zone);
        expect(sql, JSON.stringify({ project: events[0]?.project, zone, asked })).toEqual(reference);
        if (reference.some(({ returned }) => returned.some(([interval]) => interval >= 2))) later += 1;
      }
    }
    expect(later, 'specs with a return in the second interval or later').toBeGreaterThan(WORLDS / 4);
  });

  it('keeps local days at a change of clocks, and 24 hours where they are asked for', async () => {
    // Berlin's 29 March 2026 has 23 hours, from 23:00 to 22:00 UTC.
    const project = 'clocks';
    const at = (name: string, iso: string) =>
      storedEvent({ project, name, by: 'ann', time: Date.parse(iso) });
    const events = [at('start', '2026-03-28T23:00:00Z'), at('back', '2026-03-29T22:30:00Z')];
    await temporary.store.insert('events', eventRows(events));
    const asked = (kind: 'rolling' | 'calendar', asOf: string): RetentionSpec => ({
      ...DAILY,
      intervals: { unit: 'day', kind, last: 2 },
      asOf: Date.parse(asOf),
    });
    const calendar = await both(events, asked('calendar', '2026-03-30T21:59:59.999Z'), 'Europe/Berlin');
    expect(calendar.sql).toEqual([
      { side: 'baseline', date: '2026-03-29', over: 2, units: 1, returned: [[1, 1]] },
    ]);
    const short = await both(events, asked('calendar', '2026-03-30T21:59:59.998Z'), 'Europe/Berlin');
    expect(short.sql).toEqual([{ side: 'baseline', date: '2026-03-29', over: 1, units: 1, returned: [] }]);
    const rolling = await both(events, asked('rolling', '2026-03-30T22:59:59.999Z'), 'Europe/Berlin');
    expect(rolling.sql).toEqual([
      { side: 'baseline', date: '2026-03-29', over: 2, units: 1, returned: [[0, 1]] },
    ]);
    for (const { sql, reference } of [calendar, short, rolling]) expect(sql).toEqual(reference);
  });

  it('never averages in an interval that is not over, and sets members beside the baseline', async () => {
    const project = 'compare';
    const at = (name: string, by: string, hours: number) =>
      storedEvent({ project, name, by, time: WORLD_START + hours * HOUR_MS });
    await temporary.store.insert(
      'events',
      eventRows([
        ...[at('start', 'ann', 0), at('wall', 'ann', 1), at('back', 'ann', 25)],
        ...[at('start', 'bob', 0), at('wall', 'bob', 1), at('start', 'cat', 0), at('start', 'dan', 0)],
        ...[at('start', 'eve', 30), at('back', 'eve', 55)],
      ]),
    );
    const answer = await retention.run(
      retentionSpec.parse({
        ...DAILY,
        asOf: WORLD_START + 60 * HOUR_MS,
        compare: { cohort: did('wall') },
        intervals: { last: 2 },
      }),
      {
        store: temporary.store,
        project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
        overlay: await loadIdentityOverlay(temporary.store, project),
        cohorts: noCohorts,
        now: END,
      },
    );
    expect(
      answer.overall.cells.map(({ returned, immature }) => [returned.count, returned.of, immature]),
    ).toEqual([
      [0, 5, 0],
      [1, 4, 1],
      [0, 0, 5],
    ]);
    expect(answer.byDate.map(({ date, started }) => [date, started])).toEqual([
      ['2026-03-29', 4],
      ['2026-03-30', 1],
    ]);
    expect(answer.comparison?.members.cells[1]?.returned).toMatchObject({ count: 1, of: 2 });
    expect(answer.comparison?.baseline.cells[1]?.returned).toMatchObject({ count: 0, of: 2 });
    expect(answer.comparison?.differences[1]).toMatchObject({ interval: 1, estimate: 0.5 });
    expect(answer.comparison?.differences[2]).toEqual({ interval: 2, estimate: null, low: null, high: null });
  });

  it('refuses a range of too many dates', async () => {
    const years = { ...DAILY, start: { kind: 'first-seen' as const, from: 0, to: 401 * DAY_MS } };
    const project = { id: 'none', name: 'none', timeZone: 'UTC', accountGroup: 'account' };
    const overlay = await loadIdentityOverlay(temporary.store, 'none');
    const context = { store: temporary.store, project, overlay, cohorts: noCohorts, now: END };
    await expect(retention.run(years, context)).rejects.toThrow(ProblemError);
  });
});

const DAILY: RetentionSpec = {
  kind: 'retention',
  unit: 'user',
  start: { kind: 'event', event: event('start'), from: WORLD_START - 7 * DAY_MS, to: END },
  return: event('back'),
  count: 'on',
  intervals: { unit: 'day', kind: 'rolling', last: 2 },
};

function sorted(groups: readonly RetentionGroup[]): RetentionGroup[] {
  const key = ({ side, date, over }: RetentionGroup): string => `${side} ${date} ${String(over).padStart(4)}`;
  return [...groups].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
