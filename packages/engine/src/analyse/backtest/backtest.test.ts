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
import { durationMs } from '../../define/language/duration.ts';
import { histories } from '../../define/reference/histories.ts';
import type { StoredEvent } from '../../model/event.ts';
import { HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { runBacktest } from './analysis.ts';
import { backtestAnswer } from './answer.ts';
import { backtestInstants } from './instants.ts';
import { backtestReference } from './reference.ts';
import { replayedCourses } from './replayed-courses.ts';
import type { BacktestAnswer } from './result.ts';
import { type BacktestSpec, backtestSpec } from './spec.ts';
import { sqlCourses } from './sql-courses.ts';

const SEED = 20260331;
const WORLDS = 50;
const STEPS = 14;
const END = WORLD_START + STEPS * WORLD_STEP_MS;
const noCohorts = { definition: () => undefined };
const event = (...names: string[]) => ({ names, filters: [] });

type Where = CohortDefinition['where'];
const did = (name: string, count: number): Where => ({
  kind: 'event-count',
  event: event(name),
  op: 'at-least',
  count,
  window: { kind: 'last', duration: { amount: 30, unit: 'hour' } },
});

const where: fc.Arbitrary<Where> = fc.oneof(
  fc.tuple(fc.constantFrom(...WORLD_EVENTS), fc.integer({ min: 1, max: 2 })).map(([name, n]) => did(name, n)),
  fc.constantFrom(...WORLD_EVENTS).map((name): Where => ({ kind: 'not', condition: did(name, 1) })),
  fc.constant<Where>({ kind: 'property', property: 'plan', comparison: { op: 'is', values: ['free'] } }),
);

const spec: fc.Arbitrary<BacktestSpec> = fc
  .record({
    unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
    cohort: where,
    baseline: fc.option(where, { nil: undefined, freq: 1 }),
    goal: fc.constantFrom(...WORLD_EVENTS.map((name) => event(name))),
    horizon: fc.integer({ min: 2, max: 6 }),
    instants: fc.array(fc.nat(10), { minLength: 1, maxLength: 4 }),
    firstTime: fc.boolean(),
    asOf: fc.constantFrom(END, END, WORLD_START + 9 * WORLD_STEP_MS),
  })
  .map(({ unit, cohort, baseline, horizon, instants, asOf, ...rest }) => ({
    kind: 'backtest',
    unit,
    cohort: { unit, where: cohort },
    baseline: baseline && { unit, where: baseline },
    horizon: { amount: horizon * 6, unit: 'hour' },
    instants: instants.map((at) => Math.min(asOf, WORLD_START + at * WORLD_STEP_MS)),
    asOf,
    ...rest,
  }));

describe('backtest', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  async function inStore(
    project: string,
    asked: BacktestSpec,
    readCourses?: typeof sqlCourses,
  ): Promise<BacktestAnswer> {
    const context = {
      store: temporary.store,
      project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: noCohorts,
      now: END,
    };
    return runBacktest(asked, context, readCourses);
  }

  function plainly(events: readonly StoredEvent[], asked: BacktestSpec): BacktestAnswer {
    const asOf = asked.asOf ?? END;
    const instants = backtestInstants(asked, asOf);
    const cohorts = {
      cohort: asked.cohort as unknown as CohortDefinition,
      baseline: asked.baseline as unknown as CohortDefinition | undefined,
    };
    const all = histories(events, asked.unit).values();
    const courses = backtestReference(asked, cohorts, all, instants, asOf, noCohorts);
    return backtestAnswer(asked, instants, asOf, durationMs(asked.horizon), courses);
  }

  it.each([
    ['in SQL', sqlCourses],
    ['by replay', replayedCourses],
  ])(
    'is the same %s as in the reference',
    async (how, read) => {
      const cases = fc
        .sample(fc.tuple(smallWorld(STEPS), fc.tuple(spec, spec)), { seed: SEED, numRuns: WORLDS })
        .map(([world, specs], i) => [world(`backtest ${how} ${i}`), specs] as const);
      await temporary.store.insert('events', eventRows(cases.flatMap(([events]) => events)));
      let converted = 0;
      for (const [events, specs] of cases) {
        for (const asked of specs) {
          const found = await inStore(events[0]?.project ?? '', asked, read);
          const expected = plainly(events, asked);
          const told = JSON.stringify({ project: events[0]?.project, asked });
          expect(found.instants, told).toEqual(expected.instants);
          const { ratio, ...pool } = found.pool;
          const { ratio: expectedRatio, ...expectedPool } = expected.pool;
          expect(pool, told).toEqual(expectedPool);
          // Squares are summed in another order.
          for (const bound of ['estimate', 'low', 'high'] as const)
            expect(ratio[bound] ?? -1, told).toBeCloseTo(expectedRatio[bound] ?? -1, 9);
          if (expected.pool.distinctMembersConverted > 0) converted += 1;
        }
      }
      expect(converted, 'specs in which a member converted').toBeGreaterThan(10);
    },
    120_000,
  );

  it('keeps as many instants apart as it may have', async () => {
    const [world] = fc.sample(smallWorld(STEPS), { seed: SEED, numRuns: 30 }).slice(-1);
    const events = world?.('sixty') ?? [];
    await temporary.store.insert('events', eventRows(events));
    const asked = backtestSpec.parse({
      kind: 'backtest',
      cohort: { unit: 'user', where: { kind: 'not', condition: did('a', 1) } },
      goal: event('b', 'c'),
      horizon: { amount: 1, unit: 'day' },
      instants: { from: WORLD_START, to: END, every: { amount: 86, unit: 'minute' } },
      firstTime: false,
    });
    for (const read of [sqlCourses, replayedCourses]) {
      const found = await inStore('sixty', asked, read);
      expect(found.instants).toHaveLength(59);
      expect(found.pool.distinctMembersConverted).toBeGreaterThan(0);
      expect(found.instants).toEqual(plainly(events, asked).instants);
    }
  });

  it('does not let anything after an instant change who is a member or takes part', async () => {
    const at = (name: string, by: string, hours: number, extra: Partial<StoredEvent> = {}) =>
      storedEvent({ project: '', name, by, time: WORLD_START + hours * HOUR_MS, ...extra });
    const past = [
      ...[at('a', 'ann', 1, { userUpdates: { plan: 'free' } }), at('a', 'ann', 2), at('a', 'bob', 2)],
      ...[at('b', 'cat', 3, { userUpdates: { plan: 'free' } }), at('goal', 'dan', 4), at('a', 'dan', 5)],
    ];
    const instant = WORLD_START + 6 * HOUR_MS;
    const poison = ['ann', 'bob', 'cat', 'dan', 'new'].flatMap((by) => [
      at('a', by, 6.0001, { userUpdates: { plan: 'pro' } }),
      at('a', by, 7),
      at('b', by, 7, { userUpdates: { plan: 'free' } }),
    ]);
    const clean = past.map((each) => ({ ...each, project: 'clean' }));
    const poisoned = [...past, ...poison].map((each) => ({ ...each, project: 'poisoned' }));
    await temporary.store.insert('events', eventRows([...clean, ...poisoned]));
    const wheres: Where[] = [
      did('a', 1),
      did('a', 2),
      { kind: 'not', condition: did('a', 1) },
      { kind: 'property', property: 'plan', comparison: { op: 'is-not', values: ['free'] } },
      { kind: 'first-seen', window: { kind: 'last', duration: { amount: 3, unit: 'hour' } } },
    ];
    for (const each of wheres) {
      const asked = backtestSpec.parse({
        kind: 'backtest',
        cohort: { unit: 'user', where: each },
        goal: event('goal'),
        horizon: { amount: 1, unit: 'day' },
        instants: [instant],
      });
      for (const read of [sqlCourses, replayedCourses]) {
        const before = await inStore('clean', asked, read);
        const after = await inStore('poisoned', asked, read);
        expect(after.instants).toEqual(before.instants);
        const { members, others } = before.instants[0] ?? {};
        expect((members?.of ?? 0) + (others?.of ?? 0), 'dan did the goal before').toBe(3);
      }
    }
  });

  it('counts the goal in (T, T + horizon], and shows an instant that is not mature without pooling it', async () => {
    const project = 'edges';
    const at = (name: string, by: string, ms: number) =>
      storedEvent({ project, name, by, time: WORLD_START + ms });
    await temporary.store.insert(
      'events',
      eventRows([
        ...['ann', 'bob', 'cat', 'dan'].map((by) => at('a', by, 0)),
        ...[
          at('goal', 'ann', 1_000),
          at('goal', 'bob', 1_001),
          at('goal', 'cat', 2_000),
          at('goal', 'dan', 2_001),
        ],
      ]),
    );
    const found = await inStore(
      project,
      backtestSpec.parse({
        kind: 'backtest',
        cohort: { unit: 'user', where: did('a', 1) },
        goal: event('goal'),
        horizon: { amount: 1, unit: 'second' },
        instants: {
          from: WORLD_START + 1_000,
          to: WORLD_START + 9_000,
          every: { amount: 1, unit: 'second' },
        },
        asOf: WORLD_START + 2_500,
      }),
    );
    expect(
      found.instants.map(({ members, mature, medianLeadMs }) => [
        members.count,
        members.of,
        mature,
        medianLeadMs,
      ]),
    ).toEqual([
      [2, 3, true, 500.5],
      [1, 1, false, 1],
    ]);
    expect(found.pool).toMatchObject({
      instants: 1,
      members: { count: 2, of: 3 },
      distinctMembers: 3,
      distinctMembersConverted: 2,
      method: 'single-instant',
      medianLeadMs: 500.5,
    });
    expect(found.verdict.finding).toBe('not-enough-data');
  });

  it('finds a planted signal, and noise where there is none', async () => {
    const project = 'planted';
    const DAY = 24 * HOUR_MS;
    const people = Array.from({ length: 400 }, (_, i) => {
      const at = (name: string, day: number) =>
        storedEvent({ project, name, by: `user${i}`, time: WORLD_START + day * DAY });
      const walled = i % 4 === 0;
      const converts = walled ? i % 8 === 0 : i % 20 === 1;
      return [
        at('open', 0),
        ...(walled ? [at('wall', 1)] : []),
        ...(i % 3 === 0 ? [at('coin', 1)] : []),
      ].concat(converts ? [at('pay', 3 + (i % 5))] : []);
    });
    await temporary.store.insert('events', eventRows(people.flat()));
    const ask = (name: string) =>
      inStore(
        project,
        backtestSpec.parse({
          kind: 'backtest',
          cohort: { unit: 'user', where: { ...did(name, 1), window: { kind: 'ever' } } },
          goal: event('pay'),
          horizon: { amount: 3, unit: 'day' },
          instants: [2, 3, 4].map((day) => WORLD_START + day * DAY),
          asOf: WORLD_START + 20 * DAY,
        }),
      );
    const wall = await ask('wall');
    expect(wall.verdict.finding).toBe('signal');
    expect(wall.pool).toMatchObject({ distinctMembers: 100, method: 'clustered' });
    expect(wall.pool.ratio.estimate).toBeGreaterThan(4);
    const coin = await ask('coin');
    expect(['noise', 'not-enough-data']).toContain(coin.verdict.finding);
    expect(coin.pool.ratio.low).toBeLessThan(1);
    expect(coin.pool.ratio.high).toBeGreaterThan(1);
  });

  it('refuses instants that are too many, none, or to come', () => {
    const every = { amount: 1, unit: 'day' as const };
    const day = (n: number) => WORLD_START + n * 24 * HOUR_MS;
    expect(() => backtestInstants({ instants: { from: day(0), to: day(60), every } }, day(99))).toThrow(
      /at most 60/,
    );
    expect(backtestInstants({ instants: { from: day(0), to: day(60), every } }, day(59))).toHaveLength(60);
    expect(() => backtestInstants({ instants: { from: day(9), to: day(60), every } }, day(8))).toThrow(
      /earlier/,
    );
    expect(() => backtestInstants({ instants: [day(1), day(3)] }, day(2))).toThrow(/after/);
    expect(backtestInstants({ instants: [day(3), day(1), day(3)] }, day(4))).toEqual([day(1), day(3)]);
  });
});
