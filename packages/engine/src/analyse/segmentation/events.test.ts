import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { onEdges } from '../../../../../test/support/on-edges.ts';
import { WORLD_END, worldName } from '../../../../../test/support/small-world.ts';
import { stretchedWorlds } from '../../../../../test/support/stretched-worlds.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { StoredEvent } from '../../model/event.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { zodProblems } from '../../util/zod-problems.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenSegments, segmentsReference } from '../scope/segments.ts';
import { segmentation } from './analysis.ts';
import { COHORTS, did, question } from './events-questions.testing.ts';
import { eventsReference } from './events-reference.ts';
import type { EventsAnswer } from './result.ts';

const SEED = 20260122;
const ZONE = 'Asia/Kolkata';
const WORLDS = stretchedWorlds(12, SEED, 4).map((world) => ({ ...world, events: world.events.map(onEdges) }));
const SPECS_OF_A_WORLD = 8;

describe('segmentation of events', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(WORLDS.flatMap(({ events }) => events)));
  });
  afterAll(() => temporary.dispose());

  it(`agrees with the plain reading in every field (seed ${SEED})`, async () => {
    const seen = { others: 0, incomplete: 0, formulas: 0, segments: 0, triples: 0, without: 0 };
    for (const [i, { events, start, end }] of WORLDS.entries()) {
      const context = await contextOf(worldName(i), end);
      const asked = fc.sample(question(start, end), { seed: SEED + i, numRuns: SPECS_OF_A_WORLD });
      for (const fields of asked) {
        const { found, expected } = await both(fields, events, context);
        expect(found, `${worldName(i)} ${JSON.stringify(fields)}`).toEqual(expected);
        seen.others += found.others;
        seen.incomplete += found.intervals.filter(({ isIncomplete }) => isIncomplete).length;
        seen.formulas += found.series.filter(
          (line) => line.kind === 'formula' && line.overall !== null,
        ).length;
        seen.segments += found.totals.filter((line) => line.segment !== null && line.overall).length;
        seen.triples += found.series.filter(({ labels }) => labels.length === 3).length;
        seen.without += found.total.withoutValue;
      }
    }
    for (const [name, times] of Object.entries(seen)) expect(times, name).toBeGreaterThan(10);
  }, 180_000);

  async function both(fields: object, events: readonly StoredEvent[], context: AnalysisContext) {
    const spec = segmentation.spec.parse(fields);
    if (spec.of !== 'events') throw new Error('not of events');
    const asOf = spec.asOf ?? context.now;
    const all = histories(events, spec.unit);
    const definition = spec.cohort as CohortDefinition | undefined;
    const members = definition && membersOf(definition, all, asOf, COHORTS);
    const looked = [...all.values()].filter((history) => !members || members.has(history.id));
    const placesOf =
      spec.segments &&
      segmentsReference(chosenSegments(spec.segments, spec.unit, COHORTS), all, asOf, COHORTS);
    const accounts = histories(events, 'account');
    const expected = eventsReference(spec, looked, accounts, asOf, ZONE, placesOf);
    return { expected, found: (await segmentation.run(spec, context)) as EventsAnswer };
  }

  it('has nothing to say of a project without events, and refuses what does not fit into an answer', async () => {
    const context = await contextOf('empty', WORLD_END);
    const ask = (fields: object) =>
      segmentation.run(
        segmentation.spec.parse({ kind: 'segmentation', of: 'events', event: did('a'), ...fields }),
        context,
      );
    expect(await ask({ window: { kind: 'ever' } })).toMatchObject({ intervals: [], total: { overall: 0 } });
    const found = await ask({ measure: { kind: 'average' } });
    expect(found).toMatchObject({ total: { overall: null, events: 0 } });
    for (const interval of ['minute', 'hour']) {
      await expect(ask({ interval, window: { kind: 'since', from: 0 } })).rejects.toThrow(
        'choose a longer interval',
      );
    }
    const by = { breakdown: [{ scope: 'event', property: 'limit' }], limit: 100 };
    const alsoSeries = Array.from({ length: 9 }, () => ({ event: did('b') }));
    const hours = { kind: 'last', duration: { amount: 40, unit: 'day' } };
    await expect(ask({ ...by, alsoSeries, interval: 'hour', window: hours })).rejects.toThrow(
      'at most 400000',
    );
    const segments = [{ name: 'nobody', cohort: 'nobody' }];
    await expect(ask({ segments })).rejects.toThrow('segments.0.cohort: there is no cohort "nobody"');
  });

  it.each([
    [{ limit: 400 }, 'limit', '100'],
    [{ breakdown: Array(4).fill({ scope: 'event', property: 'n' }) }, 'breakdown', '3'],
    [{ breakdown: [{ scope: 'device', property: 'n' }] }, 'breakdown.0.scope', '"event", "user", "account"'],
    [{ timeZone: 'Europe/Atlantis' }, 'timeZone', 'time zone'],
    [{ weekStart: 'someday' }, 'weekStart', '"monday"'],
    [{ interval: 'fortnight' }, 'interval', '"quarter"'],
    [{ formulas: ['A / B'] }, 'formulas.0', 'at character 5: there is no series B: the only series is A'],
    [{ formulas: ['A', 'A +* 2'] }, 'formulas.1', 'at character 4'],
    [{ alsoSeries: [] }, 'alsoSeries', ''],
    [{ alsoSeries: Array(10).fill({ event: did('b') }) }, 'alsoSeries', '9'],
    [{ measure: { kind: 'distinct' } }, 'measure.property', 'is missing'],
    [{ formula: 'A' }, 'formula', 'unknown field'],
  ])('refuses %j', (fields, path, words) => {
    const asked = { kind: 'segmentation', of: 'events', event: did('a'), ...fields };
    const parsed = segmentation.spec.safeParse(asked, { reportInput: true });
    const [problem] = parsed.success ? [] : zodProblems(parsed.error);
    expect(problem?.path).toBe(path);
    expect(problem?.message).toContain(words);
  });

  it('reads a spec of before as it did', () => {
    const spec = segmentation.spec.parse({ kind: 'segmentation', of: 'events', event: did('a') });
    expect(spec).toMatchObject({
      measure: { kind: 'uniques' },
      interval: 'day',
      weekStart: 'monday',
      limit: 10,
    });
    expect(spec).toMatchObject({ breakdown: [], formulas: [] });
  });

  async function contextOf(project: string, now: number): Promise<AnalysisContext> {
    return {
      store: temporary.store,
      project: { id: project, name: project, timeZone: ZONE, accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: COHORTS,
      now,
    };
  }
});
