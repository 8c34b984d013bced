import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deriveAgain,
  type TemporaryStore,
  temporaryEventStore,
  withOwnColumns,
} from '../../../../../test/support/event-store.ts';
import { WORLD_START, worldName } from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { plainSpan } from '../../define/language/window.ts';
import { histories } from '../../define/reference/histories.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { QueryLimitError } from '../../store/event-store.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { funnel } from '../funnel/analysis.ts';
import { filteredProperties } from '../query/filtered-properties.ts';
import { chosenSegments, segmentsReference } from '../scope/segments.ts';
import { journey } from './analysis.ts';
import { COHORTS, did, drawnSpec, journeyWorlds, lookedAt, NOW, SPECS } from './journey-worlds.testing.ts';
import { memoryBudget } from './memory-budget.ts';
import { MAX_VALUES } from './nodes.ts';
import { journeyReference } from './reference.ts';
import type { JourneySpec } from './spec.ts';

const SEED = 20260121;
const WORLDS = 2;
/** Specs drawn for each world beside those that are written out. */
const DRAWN = 92;

/** The same of all time, which reads whole quarters. */
const ever = (fields: object): object => ({ ...fields, window: { kind: 'ever' } });

describe('journeys', () => {
  let temporary: TemporaryStore;
  const worlds = journeyWorlds(WORLDS, SEED);
  const drawnSpecs = worlds.map((_, i) => fc.sample(drawnSpec, { seed: SEED + i, numRuns: DRAWN }));
  const parsed = (fields: object) => journey.spec.parse({ kind: 'journey', ...fields });
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    const filters = filteredProperties(drawnSpecs.flat().map(parsed));
    expect(filters.length).toBeGreaterThan(10);
    await withOwnColumns(temporary.store, filters);
    await temporary.store.insert('events', eventRows(worlds.flat()));
    await deriveAgain(temporary.store);
  });
  afterAll(() => temporary.dispose());

  it(`agree with the plain reading in every field (seed ${SEED})`, async () => {
    for (const [i, world] of worlds.entries()) {
      const context = await contextOf(worldName(i));
      const all = { user: histories(world, 'user'), account: histories(world, 'account') };
      const drawn = drawnSpecs[i] ?? [];
      let [passages, funnels] = [0, 0];
      for (const fields of [
        ...SPECS,
        ...drawn,
        ...[...SPECS, ...drawn].filter((_, at) => at % 3 === 0).map(ever),
      ]) {
        const spec = parsed(fields);
        const asOf = spec.asOf ?? NOW;
        const found = await journey.run(spec, context);
        const members = lookedAt(spec, all[spec.unit], asOf);
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
