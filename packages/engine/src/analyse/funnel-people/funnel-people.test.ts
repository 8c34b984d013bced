import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { WORLD_START, WORLD_STEP_MS } from '../../../../../test/support/small-worlds.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { funnelPaths } from '../../define/funnel/reference.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { StoredEvent } from '../../model/event.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { funnel } from '../funnel/analysis.ts';
import { funnelCase, STEPS } from '../funnel/funnel-worlds.testing.ts';
import { planFunnel } from '../funnel/plan.ts';
import type { FunnelAnswer } from '../funnel/result.ts';
import type { FunnelSpec } from '../funnel/spec.ts';
import { segmentsReference } from '../scope/segments.ts';
import { funnelPeople } from './analysis.ts';
import { type FunnelPeopleSpec, funnelPeopleSpec } from './spec.ts';

const SEED = 20261127;
const WORLDS = 32;
const ZONE = 'Europe/Berlin';
const END = WORLD_START + STEPS * WORLD_STEP_MS + 1;
const noCohorts = { definition: () => undefined };

describe('the people of a funnel’s bar', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  async function contextOf(project: string): Promise<AnalysisContext> {
    return {
      store: temporary.store,
      project: { id: project, name: project, timeZone: ZONE, accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: noCohorts,
      now: END,
    };
  }

  it('are those whom the reference has there, as many as the funnel counts, and those of the definition', async () => {
    const cases = fc
      .sample(funnelCase, { seed: SEED, numRuns: WORLDS })
      .map(({ events, spec }, i) => ({ events: events(`bar${i}`), spec }));
    await temporary.store.insert('events', eventRows(cases.flatMap(({ events }) => events)));
    const seen = new Map<string, number>();
    const note = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
    for (const [i, { events, spec }] of cases.entries()) {
      const context = await contextOf(`bar${i}`);
      const answer = await funnel.run(spec, context);
      // A third of each world's, by turns, and what is rare always.
      for (const bar of barsOf(spec, answer).filter(
        ({ row }, place) => row?.kind === 'other' || place % 3 === i % 3,
      )) {
        const told = JSON.stringify(bar);
        const found = await funnelPeople.run(bar, context);
        const ids = found.members.map(({ unit }) => unit).sort();
        expect(ids.length, told).toBe(found.size);
        const counted = countedIn(bar, answer);
        if (counted !== undefined) expect(found.size, told).toBe(counted);
        if (bar.row === undefined) expect(ids, told).toEqual(inReference(bar, events));
        if (found.size === 0) continue;
        note(bar.side);
        if (bar.segment !== undefined) note('segment');
        if (bar.row !== undefined) note(bar.row.kind);
        if (spec.steps[bar.bar - 1]?.optional) note('optional');
        if (found.ofMembersNow !== undefined) note('members of then');
        if (found.definition === null) {
          expect(found.why, told).not.toBe('');
          continue;
        }
        note('defined');
        const defined = membersOf(found.definition, histories(events, spec.unit), answer.asOf, noCohorts);
        expect([...defined].sort(), told).toEqual(ids);
      }
    }
    const wanted = [
      ...['converted', 'dropped', 'segment', 'value', 'none', 'other', 'unreached', 'optional'],
      ...['members of then', 'defined'],
    ];
    const few = wanted.filter((what) => !seen.has(what));
    expect(few, `bars that nobody is in, of ${JSON.stringify([...seen])}`).toEqual([]);
  }, 480_000);

  it('come by page, and what is no bar is refused', async () => {
    const by = ['ann', 'bob', 'cid'];
    await temporary.store.insert(
      'events',
      eventRows(
        by.map((each) => storedEvent({ project: 'paged', name: 'wall', time: WORLD_START, by: each })),
      ),
    );
    const context = await contextOf('paged');
    const wall = { names: ['wall'], filters: [] };
    const bar = funnelPeopleSpec.parse({
      kind: 'funnel-people',
      funnel: { kind: 'funnel', steps: [wall, wall], from: WORLD_START, to: END },
      bar: 1,
      limit: 2,
    });
    const first = await funnelPeople.run(bar, context);
    expect([first.size, first.members.length]).toEqual([3, 2]);
    const second = await funnelPeople.run({ ...bar, cursor: first.next ?? '' }, context);
    expect(second.next).toBeNull();
    expect([...first.members, ...second.members].map(({ id }) => id).sort()).toEqual(by);
    await expect(funnelPeople.run({ ...bar, bar: 3 }, context)).rejects.toThrow('2 bars');
    await expect(funnelPeople.run({ ...bar, side: 'dropped' }, context)).rejects.toThrow('first step');
    await expect(funnelPeople.run({ ...bar, segment: 'x' }, context)).rejects.toThrow('no segment');
    await expect(funnelPeople.run({ ...bar, row: { kind: 'none' } }, context)).rejects.toThrow(
      'no breakdown',
    );
  });
});

/** Every bar and both its sides, of all, of each segment, and of each row of the breakdown. */
function barsOf(funnelOf: FunnelSpec, { breakdown }: FunnelAnswer): FunnelPeopleSpec[] {
  const bar = (more: Pick<FunnelPeopleSpec, 'bar'> & Partial<FunnelPeopleSpec>): FunnelPeopleSpec => ({
    ...{ kind: 'funnel-people', funnel: funnelOf, side: 'converted', limit: 1_000 },
    ...more,
  });
  const rows: NonNullable<FunnelPeopleSpec['row']>[] = [
    ...(breakdown?.rows ?? []).map(
      ({ value }): NonNullable<FunnelPeopleSpec['row']> =>
        value === null ? { kind: 'none' } : { kind: 'value', value },
    ),
    ...(breakdown?.other ? [{ kind: 'other' as const }] : []),
    ...(breakdown?.unreached ? [{ kind: 'unreached' as const }] : []),
  ];
  return funnelOf.steps.flatMap(({ optional }, place) => [
    bar({ bar: place + 1 }),
    ...(place === 0 ? [] : [bar({ bar: place + 1, side: 'dropped' })]),
    ...(funnelOf.segments ?? []).map(({ name }) => bar({ bar: place + 1, segment: name })),
    ...(optional ? [] : rows.map((row) => bar({ bar: place + 1, row }))),
  ]);
}

/** What the funnel's answer has for the bar, where it counts units. */
function countedIn({ funnel: of, bar, side, segment, row }: FunnelPeopleSpec, answer: FunnelAnswer) {
  if (of.count !== 'units') return undefined;
  const required = of.steps.slice(0, bar).filter(({ optional }) => !optional).length - 1;
  if (row !== undefined) {
    const { rows = [], other, unreached } = answer.breakdown ?? {};
    const found =
      row.kind === 'other'
        ? other
        : row.kind === 'unreached'
          ? unreached
          : rows.find(
              ({ value }) =>
                JSON.stringify(value) === JSON.stringify(row.kind === 'value' ? row.value : null),
            );
    return found?.counts[required];
  }
  if (segment !== undefined)
    return of.steps[bar - 1]?.optional
      ? undefined
      : answer.segments?.rows.find(({ name }) => name === segment)?.counts[required];
  const step = answer.steps[bar - 1];
  return side === 'converted' ? step?.count : (step?.ofPrevious?.of ?? 0) - (step?.ofPrevious?.count ?? 0);
}

/** The same in the reference: units with a path in the bar. */
function inReference(
  { funnel: of, bar, side, segment }: FunnelPeopleSpec,
  events: readonly StoredEvent[],
): string[] {
  const plan = planFunnel(of, { now: END, timeZone: ZONE, cohorts: noCohorts });
  const all = histories(events, of.unit);
  const members = plan.cohort && membersOf(plan.cohort, all, plan.membersAsOf, noCohorts);
  const segmentsOf = segmentsReference(plan.segments ?? [], all, plan.membersAsOf, noCohorts);
  const place = (of.segments ?? []).findIndex(({ name }) => name === segment);
  const taking = [...all.values()].filter(
    ({ id, knownSince }) =>
      knownSince <= plan.asOf &&
      (!members || members.has(id)) &&
      (!of.newOnly || (knownSince >= plan.from && knownSince < plan.to)) &&
      (segment === undefined || segmentsOf(id).includes(place)),
  );
  const required = plan.places.indexOf(bar - 1);
  const left = of.steps.slice(0, bar).filter(({ optional }) => optional).length - 1;
  const before = plan.places.filter((each) => each < bar - 1).length;
  const units = funnelPaths(plan, taking)
    .filter(({ events: path, optional }) => {
      if (required >= 0) return side === 'converted' ? path.length > required : path.length === required;
      const isDone = optional[left] !== undefined;
      return side === 'converted' ? isDone : path.length >= before && !isDone;
    })
    .map(({ unit }) => unit);
  return [...new Set(units)].sort();
}
