import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { smallWorlds, WORLD_END, worldName } from '../../../../../test/support/small-world.ts';
import { membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { sql } from '../../store/sql/fragment.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { segmentation } from './analysis.ts';
import { splitReference } from './split-reference.ts';

const SEED = 20260123;
const ZONE = 'America/New_York';
const NOW = WORLD_END;
const HALF_WAY = WORLD_END - 4 * 60 * 60_000;

const did = (...names: string[]): EventSelector => ({ names, filters: [] });
const someone: CohortDefinition = {
  unit: 'user',
  where: {
    kind: 'event-count',
    event: did('a', 'b'),
    op: 'at-least',
    count: 1,
    window: { kind: 'ever' },
  },
};
const accounts: CohortDefinition = { ...someone, unit: 'account' };
const COHORTS = { definition: (name: string) => (name === 'someone' ? someone : undefined) };

/** Each world is asked each of these; together they use every kind of split. */
const SPECS: readonly { readonly cohort: unknown; readonly [field: string]: unknown }[] = [
  { cohort: 'someone', split: { by: 'property', property: 'plan' } },
  {
    cohort: someone,
    split: { by: 'property', property: 'size' },
    limit: 1,
    asOf: HALF_WAY,
    goal: { event: did('d'), within: { amount: 3, unit: 'hour' } },
  },
  { cohort: someone, split: { by: 'limit', event: did('a') }, limit: 2 },
  {
    cohort: 'someone',
    split: {
      by: 'limit',
      event: did(),
      property: 'n',
      window: { kind: 'last', duration: { amount: 4, unit: 'hour' } },
    },
    asOf: HALF_WAY,
    goal: { event: did('a'), within: { amount: 6, unit: 'hour' } },
  },
  { cohort: someone, split: { by: 'frequency', event: did('a'), buckets: [1, 3] } },
  { cohort: 'someone', split: { by: 'frequency', buckets: [2, 5, 9] }, asOf: HALF_WAY },
  { cohort: someone, split: { by: 'frequency', measure: 'active-days', buckets: [1, 2] } },
  { cohort: someone, split: { by: 'frequency', measure: 'active-days', window: { kind: 'ever' } } },
  { cohort: someone, split: { by: 'size', property: 'size', buckets: [10, 600] } },
  { unit: 'account', cohort: accounts, split: { by: 'property', property: 'tier' }, limit: 1 },
];

describe('segmentation of a cohort', () => {
  let temporary: TemporaryStore;
  const worlds = smallWorlds(2, SEED, 16);
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(worlds.flat()));
  });
  afterAll(() => temporary.dispose());

  it(`agrees with the plain reading, and each definition selects its segment (seed ${SEED})`, async () => {
    for (const [i, world] of worlds.entries()) {
      const context = await contextOf(worldName(i));
      for (const fields of SPECS) {
        const told = `${worldName(i)} ${JSON.stringify(fields)}`;
        const spec = segmentation.spec.parse({ kind: 'segmentation', of: 'cohort', ...fields });
        if (spec.of !== 'cohort') throw new Error('not of a cohort');
        const asOf = spec.asOf ?? NOW;
        const all = histories(world, spec.unit);
        const members = membersOf(spec.unit === 'user' ? someone : accounts, all, asOf, COHORTS);
        const inIt = [...all.values()].filter((history) => members.has(history.id));
        const expected = splitReference(spec, inIt, asOf, NOW, ZONE);
        const found = await segmentation.run(spec, context);
        if (found.of !== 'cohort') throw new Error('not of a cohort');

        const plain = expected.segments.map(({ ids: _, ...segment }) => segment);
        const bare = found.segments.map(({ definition: _, why: __, ...segment }) => segment);
        expect({ ...found, segments: bare }, told).toEqual({ ...expected, segments: plain });

        for (const [n, { definition, why, label }] of found.segments.entries()) {
          const ids = [...(expected.segments[n]?.ids ?? [])].sort();
          const of = `${told} ${JSON.stringify(label)} ${JSON.stringify(definition)}`;
          if (definition === null) throw new Error(`${of}: ${why}`);
          expect([...membersOf(definition, all, asOf, COHORTS)].sort(), of).toEqual(ids);
          expect(await selected(definition, context, asOf), of).toEqual(ids);
        }
      }
    }
  });

  it('refuses a cohort that is not there or of another unit', async () => {
    const context = await contextOf(worldName(0));
    const ask = (fields: object) =>
      segmentation.run(
        segmentation.spec.parse({
          kind: 'segmentation',
          of: 'cohort',
          split: { by: 'property', property: 'plan' },
          ...fields,
        }),
        context,
      );
    await expect(ask({ cohort: 'nobody' })).rejects.toThrow('cohort: there is no cohort "nobody"');
    await expect(ask({ cohort: accounts })).rejects.toThrow('set "unit" to "account"');
    await expect(ask({ cohort: { unit: 'user', where: { kind: 'guess' } } })).rejects.toThrow('cohort.where');
  });

  async function selected(definition: CohortDefinition, context: AnalysisContext, asOf: number) {
    const members = membersSql(definition, { ...context, project: context.project.id, asOf });
    const rows = await temporary.store.query<{ unit: string }>(sql`SELECT unit FROM (${members})`);
    return rows.map((row) => row.unit).sort();
  }

  async function contextOf(project: string): Promise<AnalysisContext> {
    return {
      store: temporary.store,
      project: { id: project, name: project, timeZone: ZONE, accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: COHORTS,
      now: NOW,
    };
  }
});
