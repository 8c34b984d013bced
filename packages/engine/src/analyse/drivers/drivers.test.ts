import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import {
  smallWorlds,
  WORLD_END,
  WORLD_NAMES,
  WORLD_START,
  worldName,
} from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { StoredEvent } from '../../model/event.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { funnel } from '../funnel/analysis.ts';
import { chosenSegments, segmentsReference } from '../scope/segments.ts';
import { drivers } from './analysis.ts';
import { driversReference } from './reference.ts';
import type { DriversAnswer } from './result.ts';

const SEED = 20260402;
const WORLDS = 2;
const DRAWN = 70;
const NOW = WORLD_END + HOUR_MS;
const COHORTS = { definition: () => undefined };

const did = (...names: string[]): EventSelector => ({ names, filters: [] });
const didB = (unit: 'user' | 'account'): CohortDefinition => ({
  unit,
  where: { kind: 'event-count', event: did('b'), op: 'at-least', count: 2, window: { kind: 'ever' } },
});

const selector = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORLD_NAMES).map((name) => did(name)) },
  { weight: 1, arbitrary: fc.constantFrom(did(), did('a', 'b')) },
  {
    weight: 1,
    arbitrary: fc.constant({
      names: ['a'],
      filters: [{ scope: 'event' as const, property: 'limit', op: 'is' as const, values: ['seats'] }],
    }),
  },
);
const drawnSpec = fc
  .record(
    {
      unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
      from: selector,
      to: selector,
      window: fc.constantFrom(
        { kind: 'ever' },
        { kind: 'between', from: WORLD_START + HOUR_MS, to: WORLD_START + 5 * HOUR_MS },
      ),
      within: fc.constantFrom(
        { amount: 2, unit: 'hour' },
        { amount: 5, unit: 'hour' },
        { amount: 9, unit: 'day' },
      ),
      landmark: fc.constantFrom(undefined, { amount: 30, unit: 'minute' }, { amount: 90, unit: 'minute' }),
      asOf: fc.constantFrom(NOW, NOW + 30 * DAY_MS, NOW + 30 * DAY_MS, WORLD_END - HOUR_MS),
      hide: fc.uniqueArray(fc.constantFrom(...WORLD_NAMES), { maxLength: 2 }),
      groups: fc.constantFrom([{ name: 'both', events: ['c', 'd'] }]),
      expand: fc.constantFrom(
        [{ event: 'a', property: 'limit' }],
        [{ event: 'b', scope: 'user', property: 'plan' }],
      ),
      minUnits: fc.constantFrom(1, 3),
      limit: fc.constantFrom(2, 50),
      hasCohort: fc.constantFrom(false, false, true),
      hasSegments: fc.constantFrom(false, false, true),
    },
    { requiredKeys: ['from', 'to', 'window', 'asOf', 'within'] },
  )
  .map(({ hasCohort, hasSegments, ...fields }) => ({
    ...fields,
    ...(hasCohort ? { cohort: didB(fields.unit ?? 'user') } : {}),
    ...(hasSegments
      ? {
          segments: [
            { name: 'did b', cohort: didB(fields.unit ?? 'user') },
            { name: 'rest', who: 'everyone-else' },
          ],
        }
      : {}),
  }));

describe('drivers', () => {
  let temporary: TemporaryStore;
  const worlds = smallWorlds(WORLDS, SEED, 60);
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows([...worlds.flat(), ...planted()]));
  });
  afterAll(() => temporary.dispose());

  async function contextOf(project: string): Promise<AnalysisContext> {
    return {
      store: temporary.store,
      project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: COHORTS,
      now: NOW,
    };
  }

  it(`agree with the plain reading, and with a funnel of the two events (seed ${SEED})`, async () => {
    let compared = 0;
    for (const [i, world] of worlds.entries()) {
      const context = await contextOf(worldName(i));
      const all = { user: histories(world, 'user'), account: histories(world, 'account') };
      for (const fields of fc.sample(drawnSpec, { seed: SEED + i, numRuns: DRAWN })) {
        const spec = drivers.spec.parse({ kind: 'drivers', ...fields });
        const asOf = spec.asOf ?? NOW;
        const found = await drivers.run(spec, context);
        const population = all[spec.unit];
        const members = spec.cohort && membersOf(spec.cohort as CohortDefinition, population, asOf, COHORTS);
        const looked = [...population.values()].filter(({ id }) => !members || members.has(id));
        const chosen = chosenSegments(spec.segments ?? [], spec.unit, COHORTS);
        const segmentsOf = segmentsReference(chosen, population, asOf, COHORTS);
        const why = `${worldName(i)} ${JSON.stringify(fields)}`;
        expect(found, why).toMatchObject(driversReference(spec, looked, asOf));
        expect(found.segments?.length ?? 0, why).toBe(chosen.length);
        for (const [place, { name }] of chosen.entries()) {
          const of = looked.filter(({ id }) => segmentsOf(id).includes(place));
          expect(found.segments?.[place], why).toEqual({ name, ...driversReference(spec, of, asOf) });
        }
        if (found.drivers.some(({ adjustedP }) => adjustedP !== null)) compared += 1;
        const steps = await funnel.run(
          funnel.spec.parse({
            kind: 'funnel',
            unit: spec.unit,
            steps: [spec.from, spec.to],
            from: spec.window.kind === 'between' ? spec.window.from : 0,
            to: spec.window.kind === 'between' ? spec.window.to : NOW + 60 * DAY_MS,
            conversionWindow: spec.within,
            asOf,
            cohort: spec.cohort,
          }),
          context,
        );
        const counted = [steps.steps[0]?.count, steps.steps[1]?.count, steps.open];
        expect([found.starters, found.converted, found.open], why).toEqual(counted);
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('finds what was planted, says how sure it is, and shows what a landmark changes', async () => {
    const context = await contextOf('planted');
    const ask = async (fields: object): Promise<DriversAnswer> =>
      drivers.run(
        drivers.spec.parse({
          kind: 'drivers',
          from: did('start'),
          to: did('buy'),
          window: { kind: 'ever' },
          within: { amount: 7, unit: 'day' },
          asOf: WORLD_START + 30 * DAY_MS,
          ...fields,
        }),
        context,
      );
    const whole = await ask({});
    const row = (answer: DriversAnswer, name: string) =>
      answer.drivers.find(({ node }) => node.kind === 'event' && node.name === name);
    expect(whole).toMatchObject({
      starters: 200,
      converted: 100,
      notConverted: 100,
      open: 0,
      tested: 3,
      rare: 1,
    });
    // 80 of 100 against 20 of 100: phi is 0.6, and z its product with the root of 200.
    expect(row(whole, 'invite')).toMatchObject({
      converters: { count: 80, of: 100 },
      droppers: { count: 20, of: 100 },
      conversionIfDone: { count: 80, of: 100 },
      timesIfConverted: 2,
      medianMsIfConverted: HOUR_MS,
    });
    expect(row(whole, 'invite')?.phi).toBeCloseTo(0.6, 12);
    expect(row(whole, 'invite')?.z).toBeCloseTo(0.6 * Math.sqrt(200), 12);
    expect(row(whole, 'noise')?.p).toBe(1);
    // Everybody looks around once in the week, two days after the start, and half of all have bought before.
    expect(row(whole, 'look around')?.phi).toBeLessThan(-0.9);
    const fair = await ask({ landmark: { amount: 12, unit: 'hour' } });
    expect(row(fair, 'look around')).toBeUndefined();
    expect(row(fair, 'invite')?.phi).toBeCloseTo(0.6, 12);
    expect(whole.notes.join(' ')).toContain('landmark');
    // Benjamini-Hochberg over 3 tests: the smallest p, of looking around, times 3.
    const ordered = whole.drivers.toSorted((a, b) => (a.p ?? 1) - (b.p ?? 1));
    expect(ordered[0]?.adjustedP).toBeCloseTo(3 * (ordered[0]?.p ?? Number.NaN), 60);
    expect(ordered[1]?.adjustedP).toBeCloseTo((3 / 2) * (ordered[1]?.p ?? Number.NaN), 20);
  });

  it('refuses a landmark that nobody can pass', () => {
    const parsed = drivers.spec.safeParse({
      kind: 'drivers',
      from: did('a'),
      to: did('b'),
      within: { amount: 1, unit: 'day' },
      landmark: { amount: 1, unit: 'day' },
    });
    expect(parsed.error?.issues).toMatchObject([{ path: ['landmark'] }]);
  });
});

/** 200 start, 100 buy a day later; 80 of these and 20 of the others invite twice; half of each make noise; all look around after two days. */
function planted(): StoredEvent[] {
  return Array.from({ length: 200 }, (_, i) => {
    const buys = i < 100;
    const at = (name: string, hours: number) =>
      storedEvent({ project: 'planted', name, time: WORLD_START + hours * HOUR_MS, by: `person ${i}` });
    const invites = buys ? i < 80 : i < 120;
    return [
      at('start', 0),
      ...(invites ? [at('invite', 1), at('invite', 2)] : []),
      ...(i % 2 === 0 ? [at('noise', 3)] : []),
      ...(i === 0 ? [at('seldom', 4)] : []),
      ...(buys ? [at('buy', 24)] : []),
      at('look around', 48),
    ];
  }).flat();
}
