import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { smallWorlds, WORLD_END, WORLD_START, worldName } from '../../../../../test/support/small-world.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { segmentation } from './analysis.ts';
import { eventsReference } from './events-reference.ts';

const SEED = 20260122;
const NOW = WORLD_END + 60 * 60_000;
const ZONE = 'Asia/Kolkata';

const did = (...names: string[]): EventSelector => ({ names, filters: [] });
const planFree: CohortDefinition = {
  unit: 'user',
  where: { kind: 'property', property: 'plan', comparison: { op: 'is', values: ['free'] } },
};
const COHORTS = { definition: () => undefined };
const on = (scope: 'event' | 'user', property: string) => ({ scope, property });

/** Each world is asked each of these; together they use every field. */
const SPECS: readonly object[] = [
  { event: did('a') },
  {
    event: did(),
    measure: { kind: 'totals' },
    interval: 'hour',
    breakdown: [on('event', 'limit')],
    limit: 2,
  },
  {
    event: did('a', 'b'),
    measure: { kind: 'average' },
    breakdown: [on('user', 'plan'), on('event', 'limit')],
    limit: 3,
  },
  {
    event: did('b'),
    measure: { kind: 'sum', ...on('event', 'n') },
    interval: 'week',
    window: { kind: 'ever' },
  },
  {
    event: did(),
    measure: { kind: 'mean', ...on('user', 'size') },
    interval: 'hour',
    breakdown: [on('event', 'n')],
    limit: 1,
  },
  {
    event: did(),
    measure: { kind: 'percentile', ...on('event', 'n'), percentile: 90 },
    breakdown: [{ scope: 'account', property: 'tier' }],
    window: { kind: 'between', from: WORLD_START + 1, to: WORLD_END },
  },
  {
    unit: 'account',
    event: did('a'),
    measure: { kind: 'max', ...on('event', 'n') },
    interval: 'month',
    breakdown: [{ scope: 'account', property: 'tier' }],
    asOf: WORLD_END - 3 * 60 * 60_000,
  },
  {
    event: did('c'),
    measure: { kind: 'min', ...on('event', 'n') },
    cohort: planFree,
    window: { kind: 'ever' },
  },
];

describe('segmentation of events', () => {
  let temporary: TemporaryStore;
  const worlds = smallWorlds(3, SEED, 10);
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(worlds.flat()));
  });
  afterAll(() => temporary.dispose());

  it(`agrees with the plain reading in every field (seed ${SEED})`, async () => {
    for (const [i, world] of worlds.entries()) {
      const context = await contextOf(worldName(i));
      for (const fields of SPECS) {
        const spec = segmentation.spec.parse({ kind: 'segmentation', of: 'events', ...fields });
        if (spec.of !== 'events') throw new Error('not of events');
        const asOf = spec.asOf ?? NOW;
        const all = histories(world, spec.unit);
        const members = spec.cohort ? membersOf(planFree, all, asOf, COHORTS) : undefined;
        const looked = [...all.values()].filter((history) => !members || members.has(history.id));
        const expected = eventsReference(spec, looked, histories(world, 'account'), asOf, ZONE);
        const found = await segmentation.run(spec, context);
        expect(found, `${worldName(i)} ${JSON.stringify(fields)}`).toEqual(expected);
      }
    }
  });

  it('has nothing to say of a project without events, and refuses too many intervals', async () => {
    const context = await contextOf('empty');
    const ask = (fields: object) =>
      segmentation.run(
        segmentation.spec.parse({ kind: 'segmentation', of: 'events', event: did('a'), ...fields }),
        context,
      );
    expect(await ask({ window: { kind: 'ever' } })).toMatchObject({ intervals: [], total: { overall: 0 } });
    const found = await ask({ measure: { kind: 'average' } });
    expect(found).toMatchObject({ total: { overall: null, events: 0 } });
    await expect(ask({ interval: 'hour', window: { kind: 'since', from: 0 } })).rejects.toThrow(
      'choose a longer interval',
    );
  });

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
