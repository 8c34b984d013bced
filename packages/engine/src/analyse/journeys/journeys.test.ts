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
import { plainSpan } from '../../define/language/window.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { QueryLimitError } from '../../store/event-store.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { funnel } from '../funnel/analysis.ts';
import { chosenSegments, segmentsReference } from '../scope/segments.ts';
import { journey } from './analysis.ts';
import { memoryBudget } from './memory-budget.ts';
import { MAX_VALUES } from './nodes.ts';
import { journeyReference } from './reference.ts';
import type { JourneySpec } from './spec.ts';

const SEED = 20260121;
const WORLDS = 2;
/** Specs drawn for each world beside those that are written out. */
const DRAWN = 150;
const NOW = WORLD_END + 60 * 60_000;

/** Session ids that differ in bits far apart. */
const WIDE_SESSIONS: Readonly<Record<number, number>> = { 1: 1024, 2: 2048 };

const did = (...names: string[]): EventSelector => ({ names, filters: [] });
const planFree: CohortDefinition = {
  unit: 'user',
  where: { kind: 'property', property: 'plan', comparison: { op: 'is', values: ['free'] } },
};
const COHORTS = {
  definition: (name: string) => (name === 'free' ? planFree : undefined),
};

/** Each world is asked each of these; together they use every field. */
const SPECS: readonly object[] = [
  { anchor: did('a') },
  { anchor: did('a'), collapseRepeats: true, steps: 2, limit: 1 },
  { anchor: did('b'), withinSession: true, hide: ['c'], occurrence: 'first' },
  { anchor: did('a', 'b'), withinSession: true, collapseRepeats: true, hide: ['b', 'd'], limit: 2 },
  {
    anchor: did('a'),
    returnTo: { sameProperty: 'limit', within: { amount: 3, unit: 'hour' } },
    goal: { event: did('d'), within: { amount: 2, unit: 'hour' } },
  },
  {
    unit: 'account',
    anchor: did(),
    steps: 1,
    limit: 2,
    returnTo: { event: did('b'), within: { amount: 10, unit: 'minute' } },
  },
  {
    anchor: { names: ['a'], filters: [{ scope: 'event', property: 'limit', op: 'is', values: ['seats'] }] },
    window: { kind: 'last', duration: { amount: 5, unit: 'hour' } },
    asOf: WORLD_END - 60 * 60_000,
    goal: { event: did('a', 'c'), within: { amount: 1, unit: 'hour' } },
    occurrence: 'first',
  },
  {
    anchor: did('a'),
    cohort: 'free',
    before: { amount: 2, unit: 'hour' },
    after: { amount: 10, unit: 'minute' },
  },
  { anchor: did('a'), to: { event: did('b') } },
  {
    anchor: did('a'),
    to: { event: did('a', 'd'), within: { amount: 2, unit: 'hour' } },
    collapseRepeats: true,
  },
  { unit: 'account', anchor: did('c'), to: { event: did('b') }, window: { kind: 'ever' } },
  { anchor: did('c'), cohort: { ...planFree }, window: { kind: 'ever' }, asOf: WORLD_END - 2 * 60 * 60_000 },
];

const selector = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORLD_NAMES).map((name) => did(name)) },
  { weight: 1, arbitrary: fc.constantFrom(did(), did('a', 'b'), did('nowhere')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('seats', 3).map((value) => ({
      names: ['a'],
      filters: [{ scope: 'event' as const, property: 'limit', op: 'is' as const, values: [value] }],
    })),
  },
);
const time = fc.constantFrom(
  { amount: 1, unit: 'millisecond' },
  { amount: 10, unit: 'minute' },
  { amount: 30, unit: 'minute' },
  { amount: 2, unit: 'hour' },
  { amount: 9, unit: 'day' },
);
const expand = fc.constantFrom(
  { event: 'a', property: 'limit' },
  { event: 'b', scope: 'user', property: 'plan' },
  { event: 'c', property: 'n' },
);
const didB = (unit: 'user' | 'account'): CohortDefinition => ({
  unit,
  where: { kind: 'event-count', event: did('b'), op: 'at-least', count: 2, window: { kind: 'ever' } },
});
const namesIn = (groups: readonly { readonly events: readonly string[] }[] = []) =>
  groups.flatMap(({ events }) => events);
const drawnSpec = fc
  .record(
    {
      unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
      anchor: selector,
      window: fc.constantFrom(
        { kind: 'ever' },
        { kind: 'last', duration: { amount: 5, unit: 'hour' } },
        { kind: 'between', from: WORLD_START + 60 * 60_000, to: WORLD_START + 300 * 60_000 },
      ),
      asOf: fc.constantFrom(NOW, WORLD_END - 60 * 60_000, WORLD_START + 200 * 60_000),
      occurrence: fc.constantFrom('every', 'first'),
      before: time,
      after: time,
      withinSession: fc.boolean(),
      steps: fc.integer({ min: 1, max: 5 }),
      collapseRepeats: fc.boolean(),
      hide: fc.uniqueArray(fc.constantFrom(...WORLD_NAMES, 'both'), { maxLength: 2 }),
      groups: fc.constantFrom(
        [{ name: 'both', events: ['a', 'd'] }],
        [{ name: 'b', events: ['c'] }],
        [
          { name: 'c', events: ['d', 'nowhere'] },
          { name: 'both', events: ['a', 'b'] },
        ],
      ),
      expand: fc.uniqueArray(expand, { maxLength: 2, selector: ({ event }) => event }),
      limit: fc.integer({ min: 1, max: 4 }),
      to: fc.record(
        { event: selector, within: time, steps: fc.integer({ min: 0, max: 4 }) },
        { requiredKeys: ['event'] },
      ),
      returnTo: fc.record(
        { event: selector, sameProperty: fc.constantFrom('limit', 'n'), within: time },
        { requiredKeys: [] },
      ),
      workaround: selector,
      goal: fc.record({ event: selector, within: time }),
      hasSegments: fc.constantFrom(false, false, true),
      hasCohort: fc.constantFrom(false, false, true),
    },
    { requiredKeys: ['anchor', 'window', 'asOf'] },
  )
  .map(({ hasCohort, hasSegments, ...fields }) => ({
    ...fields,
    ...(hasSegments
      ? {
          segments: [
            { name: 'did b', cohort: didB(fields.unit ?? 'user') },
            { name: 'rest', who: 'everyone-else' },
            { name: 'all', who: 'everyone' },
          ],
        }
      : {}),
    ...(hasCohort ? { cohort: didB(fields.unit ?? 'user') } : {}),
    // What is in a group cannot be expanded.
    expand: fields.expand?.filter(({ event }) => !namesIn(fields.groups).includes(event)),
  }));

describe('journeys', () => {
  let temporary: TemporaryStore;
  const worlds = smallWorlds(WORLDS, SEED, 24).map((world, i) =>
    // In the second world seqs and session ids need more bits than they have so far.
    i === 1
      ? world.map((event) => ({
          ...event,
          seq: event.seq + 2 ** 52,
          sessionId: WIDE_SESSIONS[event.sessionId] ?? -1,
        }))
      : world,
  );
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(worlds.flat()));
  });
  afterAll(() => temporary.dispose());

  it(`agree with the plain reading in every field (seed ${SEED})`, async () => {
    for (const [i, world] of worlds.entries()) {
      const context = await contextOf(worldName(i));
      const all = { user: histories(world, 'user'), account: histories(world, 'account') };
      const drawn = fc.sample(drawnSpec, { seed: SEED + i, numRuns: DRAWN });
      let [passages, funnels] = [0, 0];
      for (const fields of [...SPECS, ...drawn]) {
        const spec = journey.spec.parse({ kind: 'journey', ...fields });
        const asOf = spec.asOf ?? NOW;
        const found = await journey.run(spec, context);
        const members = looked(spec, all[spec.unit], asOf);
        const chosen = chosenSegments(spec.segments ?? [], spec.unit, COHORTS);
        const segmentsOf = segmentsReference(chosen, all[spec.unit], asOf, COHORTS);
        const expected = {
          ...journeyReference(spec, members, asOf),
          segments: spec.segments
            ? chosen.map(({ name }, place) => ({
                name,
                ...journeyReference(
                  spec,
                  members.filter(({ id }) => segmentsOf(id).includes(place)),
                  asOf,
                ),
              }))
            : null,
        };
        expect(found, `${worldName(i)} ${JSON.stringify(fields)}`).toEqual(expected);
        if (spec.to && spec.to.steps === undefined && spec.occurrence === 'every' && !spec.withinSession) {
          const steps = await asFunnel(spec, context);
          const counted = [steps.steps[0]?.count, steps.steps[1]?.count];
          expect([found.units, found.passage?.reached.units], JSON.stringify(fields)).toEqual(counted);
          funnels += 1;
        }
        if (found.passage && found.passage.reached.anchors > 0 && found.passage.left.anchors > 0)
          passages += 1;
      }
      expect(passages).toBeGreaterThan(5);
      expect(funnels).toBeGreaterThan(5);
    }
  });

  it('says what to do when the ways take more memory than is allowed', async () => {
    const context = await contextOf(worldName(0));
    const spec = journey.spec.parse({ kind: 'journey', anchor: did('a'), memoryMb: 16 });
    const take = memoryBudget(spec.memoryMb);
    take(16 * 1024 ** 2);
    expect(() => take(1)).toThrow(/more than 16 MB: shorten the window/);
    const store = {
      ...context.store,
      query: () => Promise.reject(new QueryLimitError('memory')),
    };
    const asked = journey.run(spec, { ...context, store });
    await expect(asked).rejects.toMatchObject({
      problems: [{ code: 'journey-too-large', path: 'memoryMb' }],
    });
  });

  it('refuses an event that is to be expanded by too many values', async () => {
    const world = Array.from({ length: MAX_VALUES + 1 }, (_, i) =>
      storedEvent({ project: 'values', name: 'a', by: 'ann', time: WORLD_START + i, properties: { id: i } }),
    );
    await temporary.store.insert('events', eventRows(world));
    const spec = journey.spec.parse({
      kind: 'journey',
      anchor: did('a'),
      expand: [{ event: 'a', property: 'id' }],
    });
    await expect(journey.run(spec, await contextOf('values'))).rejects.toMatchObject({
      problems: [{ code: 'too-many-values', path: 'expand.0.property' }],
    });
  });

  it('says which events are named twice', () => {
    const parsed = journey.spec.safeParse({
      kind: 'journey',
      anchor: did('a'),
      groups: [
        { name: 'one', events: ['a', 'b'] },
        { name: 'two', events: ['b'] },
      ],
      expand: [{ event: 'a', property: 'limit' }],
    });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'groups.1.events.0',
      'expand.0.event',
    ]);
  });

  function asFunnel(spec: JourneySpec, context: AnalysisContext) {
    const asOf = spec.asOf ?? NOW;
    const { after, until } = plainSpan(spec.window, asOf);
    const fields = {
      kind: 'funnel',
      unit: spec.unit,
      steps: [spec.anchor, spec.to?.event],
      from: after + 1,
      to: until + 1,
      conversionWindow: spec.to?.within,
      asOf,
      cohort: spec.cohort,
    };
    return funnel.run(funnel.spec.parse(fields), context);
  }

  function looked(spec: JourneySpec, all: ReturnType<typeof histories>, asOf: number) {
    if (spec.cohort === undefined) return [...all.values()];
    const definition = typeof spec.cohort === 'string' ? planFree : (spec.cohort as CohortDefinition);
    const members = membersOf(definition, all, asOf, COHORTS);
    return [...all.values()].filter((history) => members.has(history.id));
  }

  async function contextOf(project: string): Promise<AnalysisContext> {
    return {
      store: temporary.store,
      project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: COHORTS,
      now: NOW,
    };
  }
});
