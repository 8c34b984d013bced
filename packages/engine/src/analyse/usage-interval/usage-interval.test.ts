import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import {
  smallWorld,
  WORLD_EVENTS,
  WORLD_START,
  WORLD_STEP_MS,
} from '../../../../../test/support/small-worlds.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { countUsageIntervals, usageInterval } from './analysis.ts';
import { usageIntervalReference } from './reference.ts';
import { type UsageIntervalSpec, usageIntervalSpec } from './spec.ts';

const SEED = 20260405;
const WORLDS = 60;
const STEPS = 44;
const END = WORLD_START + STEPS * WORLD_STEP_MS;
const noCohorts = { definition: () => undefined };

const did = (name: string, unit: 'user' | 'account'): CohortDefinition => ({
  unit,
  where: {
    kind: 'event-count',
    event: { names: [name], filters: [] },
    op: 'at-least',
    count: 1,
    window: { kind: 'ever' },
  },
});

const spec: fc.Arbitrary<UsageIntervalSpec> = fc
  .record({
    unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
    names: fc.constantFrom([], [], ['a'], [...WORLD_EVENTS].slice(1)),
    from: fc.nat(8),
    length: fc.integer({ min: 4, max: STEPS }),
    gaps: fc.constantFrom('days' as const, 'events' as const),
    days: fc.integer({ min: 1, max: 4 }),
    asOf: fc.constantFrom(END, END - 1, WORLD_START + 30 * WORLD_STEP_MS),
    cohort: fc.constantFrom(undefined, undefined, 'b'),
  })
  .map(({ names, from, length, cohort, ...rest }) =>
    usageIntervalSpec.parse({
      kind: 'usage-interval',
      ...rest,
      event: { names, filters: [] },
      from: WORLD_START + from * WORLD_STEP_MS,
      to: WORLD_START + (from + length) * WORLD_STEP_MS,
      ...(cohort === undefined ? {} : { cohort: did(cohort, rest.unit) }),
    }),
  );

describe('usage interval', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  it('is the same in SQL as in the reference, in zones with and without a change of clocks', async () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'] as const;
    const cases = fc
      .sample(fc.tuple(smallWorld(STEPS), fc.tuple(spec, spec), fc.constantFrom(...zones)), {
        seed: SEED,
        numRuns: WORLDS,
      })
      .map(([world, specs, zone], i) => [world(`usage${i}`), specs, zone] as const);
    await temporary.store.insert('events', eventRows(cases.flatMap(([events]) => events)));
    let withGaps = 0;
    for (const [events, specs, zone] of cases) {
      for (const asked of specs) {
        const project = events[0]?.project ?? '';
        const asOf = asked.asOf ?? END;
        const overlay = await loadIdentityOverlay(temporary.store, project);
        const all = histories(events, asked.unit);
        const members =
          asked.cohort && membersOf(chosenCohort(asked.cohort, asked.unit, noCohorts), all, asOf, noCohorts);
        const context = { project, overlay, asOf, cohorts: noCohorts };
        const reference = usageIntervalReference(
          asked,
          [...all.values()].filter(({ id }) => !members || members.has(id)),
          asOf,
          zone,
        );
        const found = await countUsageIntervals(asked, context, zone, temporary.store);
        const rounded = (of: readonly (number | null)[]) => of.map((n) => n && Number(n.toFixed(9)));
        expect(
          { ...found, quartiles: rounded(found.quartiles) },
          JSON.stringify({ project, zone, asked }),
        ).toEqual({ ...reference, quartiles: rounded(reference.quartiles) });
        if (reference.byDays.length > 1) withGaps += 1;
      }
    }
    expect(withGaps, 'specs with gaps of different lengths').toBeGreaterThan(WORLDS / 4);
  });

  it('finds the days within which most come again', async () => {
    const project = 'habits';
    const on = (by: string, ...days: number[]) =>
      days.map((day) => storedEvent({ project, name: 'use', by, time: Date.UTC(2026, 0, 1) + day * DAY_MS }));
    await temporary.store.insert(
      'events',
      eventRows([
        ...[...on('ann', 0, 1, 2, 3, 10), ...on('ann', 3), ...on('bob', 0, 1, 9)],
        ...[...on('cat', 0, 7, 14), ...on('dan', 0, 40), ...on('eve', 5)],
      ]),
    );
    const answer = await usageInterval.run(
      usageIntervalSpec.parse({
        kind: 'usage-interval',
        from: 0,
        to: Date.UTC(2026, 3, 1),
        days: 8,
        share: 0.75,
      }),
      {
        store: temporary.store,
        project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
        overlay: await loadIdentityOverlay(temporary.store, project),
        cohorts: noCohorts,
        now: END,
      },
    );
    expect([answer.units, answer.once]).toEqual([5, 1]);
    // Median gaps: ann 1 day, bob 4.5, cat 7, dan 40.
    expect(answer.bars.map(({ days, units, within }) => [days, units, within.count])).toEqual([
      [1, 1, 1],
      [2, 0, 1],
      [3, 0, 1],
      [4, 0, 1],
      [5, 1, 2],
      [6, 0, 2],
      [7, 1, 3],
      [8, 0, 3],
      [null, 1, 4],
    ]);
    expect(answer.usageInterval).toBe(7);
    expect(answer.quartiles).toEqual({ lower: 3.625, median: 5.75, upper: 15.25 });
  });
});
