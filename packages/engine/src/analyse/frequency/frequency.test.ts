import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { onEdges } from '../../../../../test/support/on-edges.ts';
import { worldName } from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { stretchedWorlds } from '../../../../../test/support/stretched-worlds.ts';
import { whoDid } from '../../../../../test/support/who-did.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { StoredEvent } from '../../model/event.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { zodProblems } from '../../util/zod-problems.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { frequency } from './analysis.ts';
import { frequencyReference } from './reference.ts';
import type { FrequencyAnswer, FrequencyGroup } from './result.ts';
import { type FrequencySpec, frequencySpec } from './spec.ts';

const SEED = 20260714;
const WORLDS = stretchedWorlds(64, SEED, 2, 15).map((world) => ({
  ...world,
  events: world.events.map(onEdges).map(varied),
}));
const SPECS_OF_A_WORLD = 2;
const ZONE = 'Asia/Kolkata';
const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'];
const noCohorts = { definition: () => undefined };

/** Some events with lists of numbers, and with numbers that floating point does not add up in any order. */
function varied(event: StoredEvent, i: number): StoredEvent {
  const n = [[2, 0.1], [0.1, 0.7], undefined, 0.1, undefined, -3.2, undefined][i % 7];
  return n === undefined ? event : { ...event, properties: { ...event.properties, n } };
}

/** Questions of a world that lasts from `start` to `end`. */
const question = (start: number, end: number): fc.Arbitrary<FrequencySpec> => {
  const instant = fc.nat(1000).map((at) => start + Math.floor(((end - start) * at) / 1000));
  return fc
    .record({
      unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
      event: fc.constantFrom(
        { names: [], filters: [] },
        { names: ['a'], filters: [] },
        { names: ['b', 'c'], filters: [] },
        { names: [], filters: [{ scope: 'event', property: 'limit', op: 'is', values: ['seats'] }] },
      ),
      asked: fc.oneof(
        fc.record({
          measure: fc.constantFrom({ kind: 'times' }, { kind: 'active-days' }, { kind: 'active-days' }),
          edges: fc.constantFrom(undefined, [1, 2, 5, 10], [3], [1], [2, 3, 4]),
        }),
        fc.record({
          measure: fc.constantFrom(
            { kind: 'sum', scope: 'event', property: 'n' },
            { kind: 'sum', scope: 'user', property: 'size' },
            { kind: 'sum', property: 'limit' },
          ),
          edges: fc.constantFrom(undefined, [0, 3, 50], [-3, 0.3, 2.1], [0]),
        }),
      ),
      bars: fc.constantFrom(2, 5, 10),
      window: fc.oneof(
        fc.constantFrom(
          { kind: 'ever' },
          { kind: 'ever' },
          { kind: 'last', duration: { amount: 3, unit: 'hour' } },
          { kind: 'last', duration: { amount: 60, unit: 'day' } },
        ),
        fc.record({ kind: fc.constant('since'), from: instant }),
        instant.map((from) => ({ kind: 'between', from, to: from + Math.ceil((end - start) / 2) })),
      ),
      asOf: fc.constantFrom(end, end, end + DAY_MS, start + Math.floor((end - start) / 2)),
      timeZone: fc.constantFrom(undefined, ...ZONES),
      member: fc.constantFrom('a', 'd', undefined, undefined),
      membersAsOf: fc.option(instant, { nil: undefined }),
      breakdown: fc.constantFrom(
        undefined,
        { scope: 'event', property: 'limit' },
        { scope: 'event', property: 'n' },
        { scope: 'user', property: 'plan' },
        { scope: 'account', property: 'tier' },
      ),
      limit: fc.constantFrom(1, 1, 2, 10),
    })
    .map(({ asked, member, ...rest }) =>
      frequencySpec.parse({
        kind: 'frequency',
        ...rest,
        ...asked,
        cohort: member && whoDid(rest.unit, member),
      }),
    );
};

describe('frequency', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(WORLDS.flatMap(({ events }) => events)));
  });
  afterAll(() => temporary.dispose());

  async function contextOf(project: string, now: number): Promise<AnalysisContext> {
    return {
      store: temporary.store,
      project: { id: project, name: project, timeZone: ZONE, accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: noCohorts,
      now,
    };
  }

  it(`is the same in SQL as in the reference, and its bars are the cohorts that they say (seed ${SEED})`, async () => {
    const seen = {
      zeros: 0,
      others: 0,
      days: 0,
      sums: 0,
      accounts: 0,
      without: 0,
      definitions: 0,
      labelled: 0,
    };
    for (const [i, { events, start, end }] of WORLDS.entries()) {
      const context = await contextOf(worldName(i), end);
      for (const asked of fc.sample(question(start, end), { seed: SEED + i, numRuns: SPECS_OF_A_WORLD })) {
        const asOf = asked.asOf ?? end;
        const all = histories(events, asked.unit);
        const definition = asked.cohort as CohortDefinition | undefined;
        const members = definition && membersOf(definition, all, asked.membersAsOf ?? asOf, noCohorts);
        const zone = asked.timeZone ?? ZONE;
        const accounts = histories(events, 'account');
        const expected = frequencyReference(asked, all, members, accounts, asOf, zone);
        const found = await frequency.run(asked, context);
        const { edges, others, total, groups } = found;
        const label = JSON.stringify({ project: worldName(i), asked });
        expect({ edges, others, total: plain(total), groups: groups.map(plain) }, label).toEqual(expected);
        const isOfOtherInstant = definition && (asked.membersAsOf ?? asOf) !== asOf;
        for (const group of [total, ...groups.slice(i % 3, (i % 3) + 1)]) {
          const isNone =
            group.label && (asked.breakdown?.scope === 'account' || group.label.kind === 'other');
          for (const { range, units, definition: saved } of group.bars) {
            const at = `${label} ${JSON.stringify({ group: group.label, range, saved })}`;
            expect(saved === null, at).toBe(Boolean(isOfOtherInstant || isNone));
            if (saved === null) continue;
            const size = membersOf(saved, all, asOf, noCohorts).size;
            expect(size, at).toBe(units.count);
            seen.definitions += size > 0 ? 1 : 0;
          }
        }
        seen.zeros += total.units - total.did;
        seen.others += others;
        seen.days += asked.measure.kind === 'active-days' && (total.max ?? 0) > 1 ? 1 : 0;
        seen.sums += asked.measure.kind === 'sum' && (total.max ?? 0) > 1 ? 1 : 0;
        seen.accounts += asked.unit === 'account' && total.units > 1 ? 1 : 0;
        seen.without += total.withoutValue;
        seen.labelled += groups.filter((group) => group.bars.some(({ definition }) => definition)).length;
      }
    }
    for (const [name, times] of Object.entries(seen)) expect(times, name).toBeGreaterThan(10);
  }, 180_000);

  const DAY = Date.UTC(2026, 0, 5);
  const asked = async (fields: object, now = DAY + 20 * DAY_MS): Promise<FrequencyAnswer> =>
    await frequency.run(frequencySpec.parse({ kind: 'frequency', ...fields }), await contextOf('often', now));
  const shown = ({ bars }: FrequencyGroup) =>
    bars.map(({ range, units }) => `${range.from}-${range.to}: ${units.count}`);

  it('counts who did it how often, on how many days and to what sum, by hand', async () => {
    const did = (by: string, limit: string | string[], amounts: number[]) =>
      amounts.map((amount, i) =>
        storedEvent({
          project: 'often',
          name: 'buy',
          by,
          // Two of each day.
          time: DAY + Math.floor(i / 2) * DAY_MS + (i % 2) * HOUR_MS,
          properties: { limit, ...(amount === 0 ? {} : { amount }) },
        }),
      );
    await temporary.store.insert(
      'events',
      eventRows([
        ...did('ann', ['seats', 'api'], [10, 20, 30, 0, 40]),
        ...did('bob', 'seats', [5]),
        ...did('cat', 'api', [1, 1]),
        ...did('dan', 'storage', [7, 7, 7]),
        ...did('dan', 'disk', [7]),
        storedEvent({ project: 'often', name: 'look', by: 'eve', time: DAY }),
        storedEvent({ project: 'often', name: 'look', by: 'ann', time: DAY }),
      ]),
    );
    const event = { names: ['buy'], filters: [] };
    const times = await asked({ event, edges: [1, 2, 5, 10] });
    expect(shown(times.total)).toEqual(['1-2: 1', '2-5: 2', '5-10: 1', '10-null: 0']);
    expect(times.total).toMatchObject({ units: 4, did: 4, events: 12, mean: 3, median: 3, max: 5, min: 1 });
    expect(times.total.p90).toBeCloseTo(4.7);

    const cohort = {
      unit: 'user',
      where: { kind: 'not', condition: whoDid('user', 'never').where },
    };
    const everyone = await asked({ event, edges: [2], cohort });
    expect(shown(everyone.total)).toEqual(['0-1: 1', '1-2: 1', '2-null: 3']);
    expect(everyone.total).toMatchObject({ units: 5, did: 4, mean: 12 / 5, min: 0 });

    const days = await asked({ event, measure: { kind: 'active-days' }, timeZone: 'UTC' });
    expect(days.edges).toEqual([1, 2, 3]);
    expect(shown(days.total)).toEqual(['1-2: 2', '2-3: 1', '3-null: 1']);

    const measure = { kind: 'sum', property: 'amount' };
    const sums = await asked({ event, measure, edges: [5, 30] });
    expect(shown(sums.total)).toEqual(['null-5: 1', '5-30: 2', '30-null: 1']);
    expect(sums.total).toMatchObject({
      withoutValue: 1,
      max: 100,
      median: 16.5,
      mean: (100 + 5 + 2 + 28) / 4,
    });

    const breakdown = { scope: 'event', property: 'limit' };
    const split = await asked({ event, edges: [2, 4], breakdown, limit: 2 });
    expect(split.groups.map((group) => [group.label, group.units, ...shown(group)])).toEqual([
      [{ kind: 'value', value: 'api' }, 2, '1-2: 0', '2-4: 1', '4-null: 1'],
      [{ kind: 'value', value: 'seats' }, 2, '1-2: 1', '2-4: 0', '4-null: 1'],
      [{ kind: 'other' }, 1, '1-2: 0', '2-4: 0', '4-null: 1'],
    ]);
    expect(split.others).toBe(2);
    expect(split.groups.map(({ bars }) => bars[0]?.why)).toEqual([
      undefined,
      undefined,
      'what is not listed is no condition: an event may have several values',
    ]);
  });

  it('says nothing of nobody', async () => {
    const { total, edges } = await asked({ event: { names: ['never'], filters: [] } });
    expect(edges).toEqual([1]);
    expect(total).toMatchObject({ units: 0, mean: null, median: null, p90: null, min: null, max: null });
    expect(total.bars.map(({ units }) => units.share)).toEqual([null]);
  });

  it('has no definition of members of another instant', async () => {
    const cohort = whoDid('user', 'look');
    const { total } = await asked({ cohort, membersAsOf: DAY + DAY_MS });
    expect(total.bars[0]).toMatchObject({ definition: null });
    expect(total.bars[0]?.why).toContain('another instant');
    await expect(asked({ cohort: 'nobody' })).rejects.toThrow('cohort: there is no cohort');
  });

  it.each([
    [{ window: { kind: 'between', from: 2, to: 1 } }, 'window.to', 'later instant'],
    [{ edges: [1, 5, 2] }, 'edges.2', 'ascending'],
    [{ edges: [1, 2, 2] }, 'edges.2', 'twice'],
    [{ edges: [0, 2] }, 'edges.0', 'whole number from 1'],
    [{ edges: [1.5] }, 'edges.0', 'whole number from 1'],
    [{ edges: [] }, 'edges', ''],
    [{ edges: Array.from({ length: 51 }, (_, i) => i + 1) }, 'edges', '50'],
    [{ bars: 1 }, 'bars', '2'],
    [{ limit: 101 }, 'limit', '100'],
    [{ measure: { kind: 'sum' } }, 'measure.property', 'is missing'],
    [{ timeZone: 'Europe/Atlantis' }, 'timeZone', 'Europe/Berlin'],
    [{ breakdown: { scope: 'device', property: 'n' } }, 'breakdown.scope', '"account"'],
    [{ range: 1 }, 'range', 'unknown field'],
  ])('refuses %j', (fields, path, words) => {
    const parsed = frequencySpec.safeParse({ kind: 'frequency', ...fields }, { reportInput: true });
    const [problem] = parsed.success ? [] : zodProblems(parsed.error);
    expect(problem?.path).toBe(path);
    expect(problem?.message).toContain(words);
  });
});

/** Without the definitions of bars. */
function plain({ bars, ...group }: FrequencyGroup) {
  return { ...group, bars: bars.map(({ range, units }) => ({ range, units })) };
}
