import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { smallWorlds, WORLD_END, worldName } from '../../../../../test/support/small-world.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { journey } from './analysis.ts';
import { journeyReference } from './reference.ts';
import type { JourneySpec } from './spec.ts';

const SEED = 20260121;
const WORLDS = 2;
const NOW = WORLD_END + 60 * 60_000;

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
  { anchor: did('c'), cohort: { ...planFree }, window: { kind: 'ever' }, asOf: WORLD_END - 2 * 60 * 60_000 },
];

describe('journeys', () => {
  let temporary: TemporaryStore;
  const worlds = smallWorlds(WORLDS, SEED, 24);
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(worlds.flat()));
  });
  afterAll(() => temporary.dispose());

  it(`agree with the plain reading in every field (seed ${SEED})`, async () => {
    for (const [i, world] of worlds.entries()) {
      const context = await contextOf(worldName(i));
      for (const fields of SPECS) {
        const spec = journey.spec.parse({ kind: 'journey', ...fields });
        const asOf = spec.asOf ?? NOW;
        const found = await journey.run(spec, context);
        const expected = journeyReference(spec, looked(spec, histories(world, spec.unit), asOf), asOf);
        expect(found, `${worldName(i)} ${JSON.stringify(fields)}`).toEqual(expected);
      }
    }
  });

  function looked(spec: JourneySpec, all: ReturnType<typeof histories>, asOf: number) {
    if (spec.cohort === undefined) return all.values();
    const members = membersOf(planFree, all, asOf, COHORTS);
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
