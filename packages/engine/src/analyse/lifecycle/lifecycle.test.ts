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
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { countLifecycle, lifecycle, lifecycleStarts } from './analysis.ts';
import { lifecycleReference } from './reference.ts';
import { type LifecycleSpec, lifecycleSpec } from './spec.ts';

const SEED = 20260611;
const WORLDS = 60;
const STEPS = 44;
const END = WORLD_START + STEPS * WORLD_STEP_MS;
const noCohorts = { definition: () => undefined };

const spec: fc.Arbitrary<LifecycleSpec> = fc
  .record({
    unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
    names: fc.constantFrom([], ['a'], ['b'], [...WORLD_EVENTS].slice(1)),
    from: fc.nat(30),
    length: fc.integer({ min: 1, max: STEPS }),
    interval: fc.constantFrom('hour' as const, 'day' as const, 'day' as const, 'week' as const),
    weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
    asOf: fc.constantFrom(END, END - 1, WORLD_START + 30 * WORLD_STEP_MS),
    cohort: fc.constantFrom(undefined, undefined, 'b'),
  })
  .map(({ names, from, length, cohort, ...rest }) =>
    lifecycleSpec.parse({
      kind: 'lifecycle',
      ...rest,
      event: { names, filters: [] },
      from: WORLD_START + from * WORLD_STEP_MS,
      to: WORLD_START + (from + length) * WORLD_STEP_MS,
      ...(cohort === undefined
        ? {}
        : {
            cohort: {
              unit: rest.unit,
              where: {
                kind: 'event-count',
                event: { names: [cohort], filters: [] },
                op: 'at-least',
                count: 1,
                window: { kind: 'ever' },
              },
            },
          }),
    }),
  );

describe('lifecycle', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  it(`is the same in SQL as in the reference, in zones with and without a change of clocks (seed ${SEED})`, async () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'] as const;
    const cases = fc
      .sample(fc.tuple(smallWorld(STEPS), fc.tuple(spec, spec), fc.constantFrom(...zones)), {
        seed: SEED,
        numRuns: WORLDS,
      })
      .map(([world, specs, zone], i) => [world(`life${i}`), specs, zone] as const);
    await temporary.store.insert('events', eventRows(cases.flatMap(([events]) => events)));
    const seen = { new: 0, current: 0, resurrected: 0, dormant: 0 };
    for (const [events, specs, zone] of cases) {
      for (const asked of specs) {
        const project = events[0]?.project ?? '';
        const asOf = asked.asOf ?? END;
        const overlay = await loadIdentityOverlay(temporary.store, project);
        const all = histories(events, asked.unit);
        const members =
          asked.cohort && membersOf(chosenCohort(asked.cohort, asked.unit, noCohorts), all, asOf, noCohorts);
        const starts = lifecycleStarts(asked, zone);
        const reference = lifecycleReference(
          asked,
          [...all.values()].filter(({ id }) => !members || members.has(id)),
          starts,
          asOf,
        );
        const context = { project, overlay, asOf, cohorts: noCohorts };
        const found = await countLifecycle(asked, context, starts, temporary.store);
        expect(found, JSON.stringify({ project, zone, asked })).toEqual(reference);
        for (const count of reference) {
          for (const state of ['new', 'current', 'resurrected', 'dormant'] as const)
            if (count[state] > 0) seen[state] += 1;
        }
      }
    }
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(WORLDS / 4);
  });

  const asked = async (fields: object) =>
    await lifecycle.run(lifecycleSpec.parse({ kind: 'lifecycle', ...fields }), {
      store: temporary.store,
      project: { id: 'life', name: 'life', timeZone: 'UTC', accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, 'life'),
      cohorts: noCohorts,
      now: Date.UTC(2026, 0, 5, 12),
    });

  it('tells who is new, stays, comes back and goes, and which day is not over', async () => {
    const on = (by: string, ...days: number[]) =>
      days.map((day) =>
        storedEvent({ project: 'life', name: 'use', by, time: Date.UTC(2026, 0, 1) + day * DAY_MS }),
      );
    await temporary.store.insert(
      'events',
      eventRows([...on('ann', 0, 1, 2, 4), ...on('bob', 1, 3), ...on('cat', -9, 2), ...on('dan', 4)]),
    );
    const { intervals } = await asked({
      from: Date.UTC(2026, 0, 2, 7),
      to: Date.UTC(2026, 0, 6),
      interval: 'day',
    });
    expect(
      intervals.map((each) => [
        each.new,
        each.current,
        each.resurrected,
        each.dormant,
        each.pulse,
        each.isIncomplete,
      ]),
    ).toEqual([
      [1, 1, 0, 0, null, false],
      [0, 1, 1, 1, 1, false],
      [0, 0, 1, 2, 0.5, false],
      [1, 0, 1, 1, 2, true],
    ]);
  });

  it('refuses more intervals than fit, and a range that is reversed', async () => {
    await expect(asked({ from: 0, to: Date.UTC(2026, 0, 1), interval: 'day' })).rejects.toThrow(
      'at most 400',
    );
    expect(lifecycleSpec.safeParse({ kind: 'lifecycle', from: 2, to: 1 }).success).toBe(false);
  });
});
