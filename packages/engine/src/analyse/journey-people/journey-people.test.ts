import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { worldName } from '../../../../../test/support/small-world.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { journey } from '../journeys/analysis.ts';
import {
  COHORTS,
  did,
  drawnSpec,
  journeyWorlds,
  lookedAt,
  NOW,
  SPECS,
} from '../journeys/journey-worlds.testing.ts';
import type { JourneyPart } from '../journeys/result.ts';
import { chosenSegments, segmentsReference } from '../scope/segments.ts';
import { journeyPeople } from './analysis.ts';
import { journeyPeopleReference } from './reference.ts';
import type { JourneyPeoplePart } from './spec.ts';

const SEED = 20260307;
const WORLDS = 2;
const DRAWN = 18;
/** Parts asked of each answer, beside those that may make a cohort. */
const ASKED = 3;

describe('the people of a part of a journey', () => {
  let temporary: TemporaryStore;
  const worlds = journeyWorlds(WORLDS, SEED);
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(worlds.flat()));
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

  it(`are those of the plain reading, as many as the journey counts, and those of the definition (seed ${SEED})`, async () => {
    const [asked, defined] = [new Map<string, number>(), new Map<string, number>()];
    for (const [i, world] of worlds.entries()) {
      const context = await contextOf(worldName(i));
      const all = { user: histories(world, 'user'), account: histories(world, 'account') };
      const drawn = fc.sample(drawnSpec, { seed: SEED + i, numRuns: DRAWN });
      for (const [turn, fields] of [...SPECS, ...drawn].entries()) {
        const spec = journey.spec.parse({ kind: 'journey', ...fields });
        const asOf = spec.asOf ?? NOW;
        const answer = await journey.run(spec, context);
        const chosen = chosenSegments(spec.segments ?? [], spec.unit, COHORTS);
        const segmentsOf = segmentsReference(chosen, all[spec.unit], asOf, COHORTS);
        const place = answer.segments && turn % 4 > 0 ? turn % answer.segments.length : undefined;
        const own = place === undefined ? answer : answer.segments?.[place];
        const looked = lookedAt(spec, all[spec.unit], asOf).filter(
          ({ id }) => place === undefined || segmentsOf(id).includes(place),
        );
        for (const [part, units] of someParts(own ?? answer, turn)) {
          const found = await journeyPeople.run(
            journeyPeople.spec.parse({
              kind: 'journey-people',
              journey: spec,
              part,
              segment: place === undefined ? undefined : chosen[place]?.name,
              limit: 1_000,
            }),
            context,
          );
          const told = JSON.stringify({ world: i, fields, place, part });
          const ids = found.members.map(({ unit }) => unit).sort();
          if (units !== undefined) expect(found.size, told).toBe(units);
          expect(ids, told).toEqual([...journeyPeopleReference(spec, part, looked, asOf)].sort());
          if (found.size > 0) asked.set(part.kind, (asked.get(part.kind) ?? 0) + 1);
          if (found.definition === null) {
            expect(found.why, told).not.toBe('');
            continue;
          }
          expect([...membersOf(found.definition, all[spec.unit], asOf, COHORTS)].sort(), told).toEqual(ids);
          if (found.size > 0) defined.set(part.kind, (defined.get(part.kind) ?? 0) + 1);
        }
      }
    }
    expect([...asked.keys()].sort()).toEqual([
      'anchors',
      'converted',
      'edge',
      'outcome',
      'passage',
      'returned',
      'route',
      'stop',
      'workaround',
    ]);
    expect([...defined.keys()].sort()).toEqual([
      'anchors',
      'converted',
      'outcome',
      'passage',
      'returned',
      'stop',
    ]);
  });

  it('come by page as of one instant, and say why there is no cohort of them', async () => {
    const context = await contextOf(worldName(0));
    const spec = journeyPeople.spec.parse({
      kind: 'journey-people',
      journey: { kind: 'journey', anchor: did('a') },
      part: { kind: 'outcome', outcome: 'left' },
      limit: 1,
    });
    const whole = await journeyPeople.run({ ...spec, limit: 100 }, context);
    expect(whole).toMatchObject({
      definition: null,
      why: expect.stringContaining('did not follow'),
      next: null,
    });
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const later = { ...context, now: context.now + seen.length * 60_000 };
      const page = await journeyPeople.run({ ...spec, ...(cursor !== undefined && { cursor }) }, later);
      expect(page.size).toBe(whole.size);
      seen.push(...page.members.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(whole.members.map(({ id }) => id));
  });

  it('are nobody at a stop that the answer does not have, and refuse a segment that it does not have', async () => {
    const context = await contextOf(worldName(0));
    const asked = (fields: object) =>
      journeyPeople.run(
        journeyPeople.spec.parse({
          kind: 'journey-people',
          journey: { kind: 'journey', anchor: did('a') },
          ...fields,
        }),
        context,
      );
    const nowhere = { kind: 'event', name: 'nowhere' };
    expect(await asked({ part: { kind: 'stop', step: 1, node: nowhere } })).toMatchObject({
      size: 0,
      members: [],
    });
    expect(await asked({ part: { kind: 'edge', step: 9, from: nowhere, to: nowhere } })).toMatchObject({
      size: 0,
    });
    await expect(asked({ part: { kind: 'anchors' }, segment: 'gone' })).rejects.toMatchObject({
      problems: [{ code: 'no-such-segment', path: 'segment' }],
    });
  });
});

/** Parts of an answer with how many units it counts there (undefined: it does not say), others each turn. */
function someParts(answer: JourneyPart, turn: number): [JourneyPeoplePart, number | undefined][] {
  const { steps, edges, outcomes, workarounds, passage, returns, goal } = answer;
  const listed: [JourneyPeoplePart, number][] = [
    ...steps.map((row) => [{ kind: 'stop', step: row.step, node: row.node }, row.units] as const),
    ...edges.map((row) => [{ kind: 'edge', step: row.step, from: row.from, to: row.to }, row.units] as const),
    ...outcomes.map((row) => [{ kind: 'outcome', outcome: row.outcome }, row.units] as const),
    ...(workarounds ?? []).map((row) => [{ kind: 'workaround', node: row.node }, row.units] as const),
    ...(passage?.routes ?? []).map(
      (row) => [{ kind: 'route', nodes: row.nodes, goesOn: row.goesOn }, row.units] as const,
    ),
  ].map(([part, units]) => [part as JourneyPeoplePart, units]);
  const some = Array.from({ length: ASKED }, (_, i) => listed[(turn * 7 + i * 13) % listed.length]);
  const bucket = turn % 3;
  return [
    ...some.filter((each) => each !== undefined),
    ...listed.filter(([part]) => part.kind === 'stop' && part.step === 0).slice(0, 1),
    ...listed.filter(([part]) => part.kind === 'workaround').slice(0, 2),
    ...listed.filter(([part]) => part.kind === 'outcome' && part.outcome === 'returned'),
    [{ kind: 'anchors' }, answer.units],
    [{ kind: 'returned' }, returns.units.count],
    [{ kind: 'returned', bucket }, undefined],
    ...(goal ? [[{ kind: 'converted' }, goal.units.count] as [JourneyPeoplePart, number]] : []),
    ...(passage
      ? [[{ kind: 'passage', end: 'reached' }, passage.reached.units] as [JourneyPeoplePart, number]]
      : []),
    ...(passage
      ? [[{ kind: 'passage', end: 'left' }, passage.left.units] as [JourneyPeoplePart, number]]
      : []),
  ];
}
