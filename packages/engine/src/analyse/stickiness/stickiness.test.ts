import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { onEdges } from '../../../../../test/support/on-edges.ts';
import { worldName } from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import { stretchedWorlds } from '../../../../../test/support/stretched-worlds.ts';
import { whoDid } from '../../../../../test/support/who-did.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { zodProblems } from '../../util/zod-problems.ts';
import { chosenSegments, segmentsReference } from '../scope/segments.ts';
import { countStickiness, stickiness } from './analysis.ts';
import { mostParts, partedIntervals } from './intervals.ts';
import { stickinessReference } from './reference.ts';
import { type StickinessSpec, stickinessSpec } from './spec.ts';

const SEED = 20260712;
const WORLDS = stretchedWorlds(64, SEED, 2, 15).map((world) => ({
  ...world,
  events: world.events.map(onEdges),
}));
const SPECS_OF_A_WORLD = 2;
const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Apia'];
const noCohorts = { definition: () => undefined };

/** A day's hours in the worlds of hours, of which some have the hour that the clocks of Berlin show twice. */
const hoursOfDays = (start: number, end: number): StickinessSpec =>
  stickinessSpec.parse({
    kind: 'stickiness',
    from: start,
    to: end,
    interval: 'day',
    timeZone: 'Europe/Berlin',
  });

/** Questions of a world that lasts from `start` to `end`. */
const question = (start: number, end: number): fc.Arbitrary<StickinessSpec> => {
  const instant = fc.nat(1000).map((at) => start + Math.floor(((end - start) * at) / 1000));
  return fc
    .record({
      unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
      event: fc.constantFrom(
        { names: [], filters: [] },
        { names: ['a'], filters: [] },
        { names: ['b', 'c'], filters: [] },
        { names: [], filters: [{ scope: 'event', property: 'limit', op: 'is', values: ['seats'] }] },
      ),
      from: fc.oneof(instant, fc.constant(start)),
      length: fc.oneof(fc.integer({ min: 1, max: end - start }), fc.constant(end - start)),
      interval: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
      timeZone: fc.constantFrom(...ZONES),
      weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
      asOf: fc.constantFrom(end, end + 40 * DAY_MS, start + Math.floor((end - start) / 2)),
      membersAsOf: fc.option(instant, { nil: undefined }),
      member: fc.constantFrom('a', undefined, undefined),
      segments: fc.constantFrom(['b', 'c'], ['d', 'everyone', 'everyone-else'], undefined, undefined),
    })
    .map(({ member, segments, length, ...rest }) =>
      stickinessSpec.parse({
        kind: 'stickiness',
        ...rest,
        to: rest.from + length,
        cohort: member && whoDid(rest.unit, member),
        segments: segments?.map((name) =>
          name.startsWith('every') ? { name, who: name } : { name, cohort: whoDid(rest.unit, name) },
        ),
      }),
    );
};

describe('stickiness', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(WORLDS.flatMap(({ events }) => events)));
  });
  afterAll(() => temporary.dispose());

  it(`is the same in SQL as in the reference (seed ${SEED})`, async () => {
    const seen = { day: 0, week: 0, month: 0, second: 0, several: 0, members: 0, accounts: 0 };
    for (const [i, { events, start, end }] of WORLDS.entries()) {
      const project = worldName(i);
      const overlay = await loadIdentityOverlay(temporary.store, project);
      const sample = fc.sample(question(start, end), { seed: SEED + i, numRuns: SPECS_OF_A_WORLD });
      for (const asked of end - start < DAY_MS ? [...sample, hoursOfDays(start, end)] : sample) {
        const asOf = asked.asOf ?? end;
        const membersAsOf = asked.membersAsOf ?? asOf;
        const zone = asked.timeZone ?? 'UTC';
        const intervals = partedIntervals(asked, zone);
        const all = histories(events, asked.unit);
        const members =
          asked.cohort && membersOf(asked.cohort as CohortDefinition, all, membersAsOf, noCohorts);
        const chosen = asked.segments && chosenSegments(asked.segments, asked.unit, noCohorts);
        const expected = stickinessReference(
          asked,
          [...all.values()].filter(({ id }) => !members || members.has(id)),
          intervals,
          zone,
          asOf,
          chosen?.length,
          chosen && segmentsReference(chosen, all, membersAsOf, noCohorts),
        );
        const context = { project, overlay, asOf, cohorts: noCohorts };
        const found = await countStickiness(asked, context, intervals, zone, temporary.store);
        expect(found, JSON.stringify({ project, asked })).toEqual(expected);
        const several = expected.some((group) => group.some((row) => row.slice(1).some((n) => n > 0)));
        seen[asked.interval] += several ? 1 : 0;
        seen.second += expected[1]?.flat().some((n) => n > 0) ? 1 : 0;
        seen.several += several && intervals.length > 1 ? 1 : 0;
        seen.members += several && members ? 1 : 0;
        seen.accounts += several && asked.unit === 'account' ? 1 : 0;
      }
    }
    for (const [name, times] of Object.entries(seen)) expect(times, name).toBeGreaterThan(7);
  }, 180_000);

  const asked = async (fields: object, now = Date.UTC(2026, 0, 21, 12)) =>
    await stickiness.run(stickinessSpec.parse({ kind: 'stickiness', ...fields }), {
      store: temporary.store,
      project: { id: 'sticky', name: 'sticky', timeZone: 'UTC', accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, 'sticky'),
      cohorts: noCohorts,
      now,
    });

  it('counts days of weeks, marks the week that is not over and leaves it out of the whole', async () => {
    const on = (by: string, ...days: number[]) =>
      days.map((day) =>
        storedEvent({ project: 'sticky', name: 'use', by, time: Date.UTC(2026, 0, 5) + day * DAY_MS }),
      );
    await temporary.store.insert(
      'events',
      eventRows([...on('ann', 0, 1, 1.5, 2, 7, 13, 14), ...on('bob', 3, -1), ...on('cat', 6, 6.5, 5, 16)]),
    );
    const found = await asked({ from: Date.UTC(2026, 0, 6), to: Date.UTC(2026, 0, 21) });
    expect(found).toMatchObject({ interval: 'week', part: 'day', timeZone: 'UTC' });
    const [group] = found.groups;
    const shown = group?.intervals.map((each) => [
      each.active,
      each.exactly.join(' '),
      each.atLeast.join(' '),
      each.averageParts,
      each.stickiness,
      each.isIncomplete,
    ]);
    expect(shown).toEqual([
      [3, '1 1 1 0 0 0 0', '3 2 1 0 0 0 0', 2, 2 / 7, false],
      [1, '0 1 0 0 0 0 0', '1 1 0 0 0 0 0', 2, 2 / 7, false],
      [2, '2 0 0 0 0 0 0', '2 0 0 0 0 0 0', 1, null, true],
    ]);
    expect(group?.overall).toEqual({
      intervals: 2,
      active: 4,
      exactly: [0.25, 0.5, 0.25, 0, 0, 0, 0],
      atLeast: [1, 0.75, 0.25, 0, 0, 0, 0],
      averageParts: 2,
      stickiness: 2 / 7,
    });
  });

  it('has 25 hours in the day on which clocks go back, and 31 places for months of 28 days and of 31', async () => {
    const zone = 'Europe/Berlin';
    const back = Date.UTC(2025, 9, 25, 22);
    await temporary.store.insert(
      'events',
      eventRows(
        Array.from({ length: 26 }, (_, hour) =>
          storedEvent({ project: 'sticky', name: 'tick', by: 'ann', time: back + hour * HOUR_MS }),
        ),
      ),
    );
    const event = { names: ['tick'], filters: [] };
    const hours = await asked({
      event,
      interval: 'day',
      timeZone: zone,
      from: back,
      to: back + 26 * HOUR_MS,
    });
    expect(hours.groups[0]?.intervals.map(({ parts, averageParts }) => [parts, averageParts])).toEqual([
      [25, 25],
      [24, 1],
    ]);
    const spec = stickinessSpec.parse({
      kind: 'stickiness',
      interval: 'month',
      from: Date.UTC(2026, 1, 3),
      to: Date.UTC(2026, 2, 4),
    });
    expect(partedIntervals(spec, zone).map(({ parts }) => parts)).toEqual([28, 31]);
    expect(mostParts(partedIntervals(spec, zone))).toBe(31);
  });

  it('says nothing of nobody', async () => {
    const found = await asked({ event: { names: ['never'], filters: [] }, from: 0, to: 1 });
    expect(found.groups[0]?.overall).toMatchObject({
      intervals: 1,
      active: 0,
      averageParts: null,
      stickiness: null,
      exactly: Array(7).fill(null),
    });
  });

  it('refuses more intervals than fit, and cohorts that are not there', async () => {
    const long = { from: 0, to: Date.UTC(2026, 0, 1) };
    await expect(asked({ ...long, interval: 'day' })).rejects.toThrow('at most 400');
    const short = { from: 0, to: 1 };
    await expect(asked({ ...short, cohort: 'nobody' })).rejects.toThrow('cohort: there is no cohort');
    const segments = [{ name: 'some', cohort: 'nobody' }];
    await expect(asked({ ...short, segments })).rejects.toThrow('segments.0.cohort: there is no cohort');
  });

  it.each([
    [{ from: 2, to: 1 }, 'from', 'must be before'],
    [{ interval: 'quarter' }, 'interval', '"month"'],
    [{ timeZone: 'Europe/Atlantis' }, 'timeZone', 'Europe/Berlin'],
    [{ weekStart: 'someday' }, 'weekStart', '"monday"'],
    [{ days: 3 }, 'days', 'unknown field'],
    [{ segments: [] }, 'segments', ''],
    [{ from: -1 }, 'from', '0'],
  ])('refuses %j', (fields, path, words) => {
    const parsed = stickinessSpec.safeParse(
      { kind: 'stickiness', from: 0, to: 1, ...fields },
      { reportInput: true },
    );
    const [problem] = parsed.success ? [] : zodProblems(parsed.error);
    expect(problem?.path).toBe(path);
    expect(problem?.message).toContain(words);
  });
});
