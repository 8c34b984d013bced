import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import {
  smallWorld,
  WORLD_EVENTS,
  WORLD_START,
  WORLD_STEP_MS,
} from '../../../../../test/support/small-worlds.ts';
import { firstSeenRows } from '../../define/compile/first-seen-rows.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { histories } from '../../define/reference/histories.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { sql } from '../../store/sql/fragment.ts';
import { ProblemError } from '../../util/problem-error.ts';
import { chosenSegments, type SegmentChoice, segments, segmentsReference, withSegments } from './segments.ts';

const STEPS = 12;
const noCohorts = { definition: () => undefined };

const did = (name: string, unit: 'user' | 'account') =>
  ({
    unit,
    where: {
      kind: 'event-count',
      event: { names: [name], filters: [] },
      op: 'at-least',
      count: 1,
      window: { kind: 'ever' },
    },
  }) satisfies CohortDefinition;

describe('segments', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  it('are the same in SQL as in the reference, with units in several, in one and in none', async () => {
    const choice = (unit: 'user' | 'account') =>
      fc.oneof(
        fc.constantFrom(...WORLD_EVENTS).map((name) => ({ cohort: did(name, unit) })),
        fc.constantFrom({ who: 'everyone' as const }, { who: 'everyone-else' as const }),
      );
    const cases = fc.sample(
      fc.constantFrom('user' as const, 'account' as const).chain((unit) =>
        fc.record({
          unit: fc.constant(unit),
          world: smallWorld(STEPS),
          list: fc.array(choice(unit), { minLength: 1, maxLength: 5 }),
          asOf: fc.integer({ min: 2, max: STEPS }).map((at) => WORLD_START + at * WORLD_STEP_MS),
        }),
      ),
      { seed: 20261126, numRuns: 40 },
    );
    const several = new Set<number>();
    for (const [i, { unit, world, list, asOf }] of cases.entries()) {
      const project = `segments${i}`;
      const events = world(project);
      await temporary.store.insert('events', eventRows(events));
      const overlay = await loadIdentityOverlay(temporary.store, project);
      const named: SegmentChoice[] = list.map((each, at) => ({ name: `segment ${at}`, ...each }));
      if (!segments.safeParse(named).success) continue;
      const chosen = chosenSegments(named, unit, noCohorts);
      const context = { project, overlay, asOf, cohorts: noCohorts };
      const known = sql`SELECT DISTINCT unit FROM (${firstSeenRows({ ...context, unit })})`;
      const rows = await temporary.store.query<{ id: string; places: number[] }>(
        sql`SELECT toString(unit) AS id, segments AS places FROM (${withSegments(known, chosen, context)})`,
      );
      const all = histories(events, unit);
      const placesOf = segmentsReference(chosen, all, asOf, noCohorts);
      const expected = [...all.values()]
        .filter((history) => history.knownSince <= asOf)
        .map(({ id }) => ({ id, places: placesOf(id) }))
        .filter(({ places }) => places.length > 0);
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect(rows.toSorted(byId), JSON.stringify({ project, list })).toEqual(expected.toSorted(byId));
      for (const { places } of expected) several.add(places.length);
    }
    expect([...several].sort()).toEqual(expect.arrayContaining([1, 2, 3]));
  });

  it('refuses what does not fit together, with the field', () => {
    const problem = (value: unknown) => segments.safeParse(value).error?.issues[0];
    expect(problem([{ name: 'a' }])?.path).toEqual([0, 'cohort']);
    expect(problem([{ name: 'a', cohort: 'c', who: 'everyone' }])?.path).toEqual([0, 'cohort']);
    expect(
      problem([
        { name: 'a', who: 'everyone' },
        { name: 'a', cohort: 'c' },
      ])?.message,
    ).toContain('same name');
    expect(problem([{ name: 'a', who: 'everyone-else' }])?.message).toContain('everyone-else');
    expect(problem(Array.from({ length: 11 }, (_, i) => ({ name: `${i}`, who: 'everyone' })))?.code).toBe(
      'too_big',
    );
    expect(() => chosenSegments([{ name: 'a', cohort: 'nobody knows' }], 'user', noCohorts)).toThrow(
      ProblemError,
    );
  });
});
