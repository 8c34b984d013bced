import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deriveAgain,
  type TemporaryStore,
  temporaryEventStore,
  withOwnColumns,
} from '../../../../../test/support/event-store.ts';
import { WORLD_START, WORLD_STEP_MS } from '../../../../../test/support/small-worlds.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { narrowestLayout } from '../../define/funnel/code-layout.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories, propertyAt } from '../../define/reference/histories.ts';
import type { StoredEvent } from '../../model/event.ts';
import { accountKey } from '../../model/key.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { filteredProperties } from '../query/filtered-properties.ts';
import { segmentsReference } from '../scope/segments.ts';
import { funnel } from './analysis.ts';
import { countFunnel } from './count-funnel.ts';
import type { FunnelCounts } from './counts.ts';
import { funnelCase, STEPS } from './funnel-worlds.testing.ts';
import { periodBounds } from './periods.ts';
import { planFunnel } from './plan.ts';
import { funnelReference } from './reference.ts';
import { type FunnelSpec, funnelSpec } from './spec.ts';

const SEED = 20260329;
const WORLDS = 120;
const ZONE = 'Europe/Berlin';
const END = WORLD_START + STEPS * WORLD_STEP_MS + 1;
const noCohorts = { definition: () => undefined };
const event = (...names: string[]) => ({ names, filters: [] });

/** What of a spec somebody's path went through, so that a test of it says something. */
function reachedBy(spec: FunnelSpec, { counts, optional, segments, frequency }: FunnelCounts): string[] {
  if ((counts.at(-1) ?? 0) === 0) return [];
  const dropped = (counts[0] ?? 0) > (counts.at(-1) ?? 0);
  return [
    spec.order,
    spec.count,
    ...('session' in spec.conversionWindow ? [spec.conversionWindow.session] : []),
    ...(spec.exclusions.length > 0 && dropped ? [`exclusions in ${spec.order} order`] : []),
    ...(spec.holdConstant.length > 0 ? ['held'] : []),
    ...(spec.holdConstant.length > 0 && spec.exclusions.length > 0 ? ['held and excluded'] : []),
    ...(spec.newOnly ? [spec.newOnly] : []),
    ...(optional.some(({ did }) => did > 0) ? ['optional'] : []),
    ...(segments?.some(({ shared }) => shared > 0) ? ['segments'] : []),
    ...((frequency?.mean ?? 0) > 0 ? ['frequency'] : []),
    ...(spec.breakdown?.hits ? ['hits'] : spec.breakdown ? [spec.breakdown.scope, spec.breakdown.lists] : []),
    ...(spec.overTime ? ['over time'] : []),
  ];
}

const ALL_REACHED = [
  ...['this', 'any', 'exact', 'units', 'each', 'totals', 'sent', 'pauses', 'held', 'held and excluded'],
  ...['exclusions in this order', 'exclusions in any order', 'in-range', 'first-day', 'optional', 'segments'],
  ...['frequency', 'hits', 'event', 'user', 'account', 'whole', 'each', 'over time'],
];

describe('funnel', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  async function both(
    events: readonly StoredEvent[],
    asked: FunnelSpec,
    project = events[0]?.project ?? '',
    timeZone = 'UTC',
  ) {
    const overlay = await loadIdentityOverlay(temporary.store, project);
    const plan = planFunnel(asked, { now: END, timeZone, cohorts: noCohorts });
    const { asOf, membersAsOf } = plan;
    const all = histories(events, asked.unit);
    const accounts = histories(events, 'account');
    const members = plan.cohort && membersOf(plan.cohort, all, membersAsOf, noCohorts);
    const taking = [...all.values()].filter(({ id }) => !members || members.has(id));
    const bounds = asked.overTime ? periodBounds(plan, asked.overTime.interval) : [];
    const context = { project, overlay, asOf, cohorts: noCohorts };
    return {
      sql: await countFunnel(plan, context, temporary.store),
      reference: funnelReference(plan, taking, {
        segmentsOf: segmentsReference(plan.segments ?? [], all, membersAsOf, noCohorts),
        accountProperty: (event, unit, property) => {
          const [first] = event.accounts;
          const account = accounts.get(
            asked.unit === 'account' ? unit : first === undefined ? '' : accountKey(first),
          );
          return account && propertyAt(account, property, event.time);
        },
        periods: bounds.slice(1).map((to, i) => ({ from: bounds[i] ?? to, to })),
      }),
    };
  }

  it('is the same in SQL as in the reference, with every option', async () => {
    const cases = fc.sample(funnelCase, { seed: SEED, numRuns: WORLDS }).map(({ events, spec }, i) => {
      const made = events(`funnel${i}`);
      // Every second question reaches so far back that it reads whole quarters. Periods would be too many.
      const isLong = i % 2 === 0 && !spec.overTime;
      return { events: made, spec: isLong ? { ...spec, from: spec.from && spec.from - 60 * DAY_MS } : spec };
    });
    const small = cases.slice(0, WORLDS / 2);
    // Of the others, seqs are as large as any can be, which the narrow integers do not hold.
    const large = cases.slice(WORLDS / 2).map((each) => ({ ...each, events: each.events.map(late) }));
    await withOwnColumns(temporary.store, filteredProperties(cases.map(({ spec }) => spec)));
    const seen = new Map<string, number>();
    for (const part of [small, large]) {
      await temporary.store.insert('events', eventRows(part.flatMap(({ events }) => events)));
      await deriveAgain(temporary.store);
      await agree(part, seen);
    }
    const few = ALL_REACHED.filter((what) => (seen.get(what) ?? 0) < 3);
    expect(few, `options that hardly anybody went through, of ${JSON.stringify([...seen])}`).toEqual([]);
  }, 240_000);

  async function agree(
    cases: readonly { readonly events: readonly StoredEvent[]; readonly spec: FunnelSpec }[],
    seen: Map<string, number>,
  ): Promise<void> {
    for (const { events, spec } of cases) {
      const { sql, reference } = await both(events, spec, undefined, ZONE);
      expect(sql, JSON.stringify({ project: events[0]?.project, spec })).toEqual(reference);
      for (const what of reachedBy(spec, reference)) seen.set(what, (seen.get(what) ?? 0) + 1);
    }
  }

  it('lets one event fill one step, also in a tie, and orders a tie by arrival', async () => {
    const project = 'ties';
    const at = (name: string, time: number, by: string) =>
      storedEvent({ project, name, time: START + time, by });
    const events = [
      at('wall', 0, 'alone'),
      at('wall', 0, 'twice'),
      at('wall', 0, 'twice'),
      at('pay', 5, 'backwards'),
      at('wall', 5, 'backwards'),
      at('wall', 5, 'forwards'),
      at('pay', 5, 'forwards'),
    ];
    await temporary.store.insert('events', eventRows(events));
    const repeat = await both(events, asked(['wall', 'wall'], HOUR_MS));
    expect(repeat.sql.counts).toEqual([4, 1]);
    const paid = await both(events, asked(['wall', 'pay'], HOUR_MS));
    expect(paid.sql.counts).toEqual([4, 1]);
    expect(paid.sql.medianMsFromPrevious).toEqual([null, 0]);
    for (const { sql, reference } of [repeat, paid]) expect(sql).toEqual(reference);
  });

  it('takes the longest path, then the earliest, and counts the end of the window in', async () => {
    const project = 'longest';
    const at = (name: string, time: number, by: string) =>
      storedEvent({ project, name, time: START + time, by });
    const events = [
      ...[at('wall', 0, 'ann'), at('plans', 900, 'ann'), at('wall', 2_000, 'ann'), at('wall', 2_100, 'ann')],
      ...[at('plans', 2_500, 'ann'), at('plans', 2_600, 'ann'), at('pay', 3_000, 'ann')],
      ...[at('wall', 0, 'bob'), at('pay', 999, 'bob'), at('plans', 1_000, 'bob'), at('pay', 1_001, 'bob')],
    ];
    await temporary.store.insert('events', eventRows(events));
    const { sql, reference } = await both(events, asked(['wall', 'plans', 'pay'], 1_000));
    expect(sql.counts).toEqual([2, 2, 1]);
    expect(sql.medianMsFromPrevious).toEqual([null, 750, 500]);
    expect(sql.medianMsFromFirst).toEqual([null, 750, 1_000]);
    expect(sql).toEqual(reference);
  });

  it('counts a path in the period in which it began, not in one that only reaches so far', async () => {
    const project = 'periods';
    const at = (name: string, hours: number) =>
      storedEvent({ project, name, time: START + hours * HOUR_MS, by: 'ann' });
    const events = [at('wall', 19), at('wall', 33), at('pay', 34)];
    await temporary.store.insert('events', eventRows(events));
    const spec = { ...asked(['wall', 'pay'], 12 * HOUR_MS), overTime: { interval: 'day' as const } };
    const { sql, reference } = await both(events, spec, project);
    expect(sql.periods?.slice(0, 2).map(({ counts }) => counts)).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(sql).toEqual(reference);
  });

  it('is exact in both widths of its integers', async () => {
    const project = 'forty';
    const names = Array.from({ length: 40 }, (_, i) => `step ${i}`);
    const events = [
      ...names.map((name, i) => storedEvent({ project, name, time: START + i, by: 'all' })),
      ...names.slice(0, 25).map((name, i) => storedEvent({ project, name, time: START + i, by: 'some' })),
      ...names.map((name, i) => storedEvent({ project, name, time: START - i + 40, by: 'reversed' })),
    ];
    await temporary.store.insert('events', eventRows(events));
    for (const length of [20, 21]) {
      const { sql } = await both([], { ...asked(names.slice(0, length), HOUR_MS) }, project);
      expect(sql.counts).toEqual(names.slice(0, length).map((_, i) => (i === 0 ? 3 : i < 25 ? 2 : 1)));
      expect(sql.medianMsFromFirst.at(-1)).toBe(length - 1);
    }
  });

  it('takes an event whose row stands twice for one step, not for two that both select it', async () => {
    const project = 'overlapping';
    const at = (by: string, i: number) => storedEvent({ project, name: 'wall', time: START + i, by });
    const events = [at('once', 0), at('twice', 0), at('twice', 1)];
    await temporary.store.insert('events', eventRows(events));
    await deriveAgain(temporary.store);
    const long = { ...asked(['wall', 'wall'], HOUR_MS), from: START - 60 * DAY_MS };
    const { sql, reference } = await both(events, long);
    expect(sql).toEqual(reference);
    expect(sql.counts).toEqual([2, 1]);
  });

  it('counts forty steps as a plain query over the rows does, for units that get to any of them', async () => {
    const project = 'forty steps';
    const names = Array.from({ length: 40 }, (_, i) => `step ${i}`);
    const reach = new Map([1, 2, 20, 39, 40].map((steps, i) => [steps, 5 - i]));
    const windowMs = HOUR_MS;
    const walk = (by: string, steps: number, everyMs: number): StoredEvent[] =>
      names
        .slice(0, steps)
        .map((name, i) => storedEvent({ project, name, by, time: START + Math.floor(i * everyMs) }));
    const events = [
      ...[...reach].flatMap(([steps, units]) =>
        Array.from({ length: units }, (_, i) => walk(`${steps} ${i}`, steps, 60_000 + i)).flat(),
      ),
      // The last step exactly at the end of the window, and a millisecond after it.
      ...walk('just', 39, 60_000),
      storedEvent({ project, name: 'step 39', by: 'just', time: START + windowMs }),
      ...walk('late', 39, 60_000),
      storedEvent({ project, name: 'step 39', by: 'late', time: START + windowMs + 1 }),
      // Days on, where the ms since the beginning pass a power of two that 128 bits do not hold beside 64 of seq and 40 marks.
      ...walk('far', 40, 60_000).map((each) => ({ ...each, time: each.time + 13 * 2 ** 24 - 20 * 60_000 })),
      // All in one millisecond; and two steps the other way round, so that it ends before them.
      ...walk('at once', 40, 0),
      ...walk('turned', 40, 1_000).map((each) =>
        each.name === 'step 19' ? { ...each, time: START + 20_500 } : each,
      ),
      storedEvent({ project, name: 'step 7', by: '2 0', time: START + 70_000 }),
    ];
    await temporary.store.insert('events', eventRows(events));
    // The first step is done once, so that the window is that from it on: then a step counts when the one before it did.
    const plain = await temporary.store.query<{ depth: number; units: number }>(
      sql`SELECT depth, toUInt32(count()) AS units FROM (
            SELECT toUInt32(arrayFold((depth, row) -> if(row.3 = concat('step ', toString(depth)), depth + 1, depth),
              arraySort(groupArray((at, seq, name))), toUInt64(0))) AS depth
            FROM (SELECT user, seq, toString(name) AS name, toUnixTimestamp64Milli(time) AS at,
                minIf(at, name = 'step 0') OVER (PARTITION BY user) AS began
              FROM events WHERE project = ${param.string(project)})
            WHERE at <= began + ${param.int(windowMs)} GROUP BY user)
          GROUP BY depth ORDER BY depth`,
    );
    expect(plain.map(({ depth }) => depth)).toEqual([1, 2, 20, 39, 40]);
    const { sql: counted, reference } = await both(events, asked(names, windowMs), project);
    expect(counted.counts).toEqual(
      names.map((_, i) => plain.reduce((sum, { depth, units }) => sum + (depth > i ? units : 0), 0)),
    );
    expect(counted.medianMsFromFirst[1]).toBe(60_000);
    expect(counted).toEqual(reference);
  });

  it('answers with shares, what is still open, and the values past the limit as one', async () => {
    const project = 'answer';
    const at = (name: string, by: string, plan: string | undefined, time = 0) =>
      storedEvent({
        project,
        name,
        by,
        time: START + time,
        userProperties: plan === undefined ? {} : { plan },
      });
    const events = [
      ...[
        at('wall', 'a', 'free'),
        at('wall', 'b', 'free'),
        at('wall', 'c', 'pro'),
        at('wall', 'd', undefined),
      ],
      ...[at('pay', 'a', 'free', 400), at('pay', 'c', 'pro', 500), at('wall', 'e', 'old/"er"', 3_000)],
    ];
    await temporary.store.insert('events', eventRows(events));
    const answer = await funnel.run(
      {
        ...asked(['wall', 'pay'], 1_000),
        asOf: START + 3_500,
        breakdown: { scope: 'user', property: 'plan', limit: 2, lists: 'whole' },
      },
      {
        store: temporary.store,
        project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
        overlay: await loadIdentityOverlay(temporary.store, project),
        cohorts: noCohorts,
        now: END,
      },
    );
    expect(answer.steps.map(({ count, medianMsFromPrevious }) => [count, medianMsFromPrevious])).toEqual([
      [5, null],
      [2, 450],
    ]);
    expect(answer.steps[1]?.ofFirst).toMatchObject({ count: 2, of: 5, share: 0.4 });
    expect(answer.open).toBe(1);
    expect(answer.breakdown?.rows.map(({ value, counts }) => [value, ...counts])).toEqual([
      ['free', 2, 1],
      [null, 1, 0],
    ]);
    expect(answer.breakdown?.other).toMatchObject({ values: 2, counts: [2, 1] });
  });

  it('refuses what does not fit together', () => {
    const good = asked(['wall', 'pay'], 1_000);
    expect(funnelSpec.safeParse(good).success).toBe(true);
    expect(funnelSpec.safeParse({ ...good, to: good.from }).error?.issues[0]?.path).toEqual(['from']);
    expect(funnelSpec.safeParse({ ...good, steps: good.steps.slice(0, 1) }).success).toBe(false);
    const years = { amount: 367, unit: 'day' };
    expect(funnelSpec.safeParse({ ...good, conversionWindow: years }).success).toBe(false);
    expect(funnelSpec.safeParse({ ...good, order: 'some' }).success).toBe(false);
  });

  it('is exact when seqs are past the narrow integers', async () => {
    const project = 'large seqs';
    const tie = (seq: number, name: string, by: string) =>
      storedEvent({ project, name, by, time: START, seq });
    const plan = planFunnel(asked(['wall', 'pay'], HOUR_MS), {
      now: END,
      timeZone: 'UTC',
      cohorts: noCohorts,
    });
    const narrow = narrowestLayout(plan, 2).seqBits;
    // Their lower bits say the opposite of the whole.
    const events = [
      ...[tie(2 ** narrow - 1, 'wall', 'forwards'), tie(2 ** narrow, 'pay', 'forwards')],
      ...[tie(2 ** narrow - 2, 'pay', 'backwards'), tie(2 ** narrow + 1, 'wall', 'backwards')],
    ];
    await temporary.store.insert('events', eventRows(events));
    const { sql, reference } = await both(events, asked(['wall', 'pay'], HOUR_MS));
    expect(sql.counts).toEqual([2, 1]);
    expect(sql).toEqual(reference);
  });

  const START = WORLD_START;

  function late(event: StoredEvent): StoredEvent {
    return { ...event, seq: event.seq + 2 ** 52 };
  }

  function asked(names: readonly string[], windowMs: number): FunnelSpec {
    return {
      kind: 'funnel',
      unit: 'user',
      steps: names.map((name) => event(name)),
      order: 'this',
      count: 'units',
      exclusions: [],
      holdConstant: [],
      from: START,
      to: END,
      conversionWindow: { amount: windowMs, unit: 'millisecond' },
    };
  }
});
