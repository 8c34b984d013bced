import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deriveAgain,
  type TemporaryStore,
  temporaryEventStore,
  withOwnColumns,
} from '../../../../../test/support/event-store.ts';
import { WORLD_START } from '../../../../../test/support/small-worlds.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import { NONE } from '../../define/selector/labels.ts';
import type { StoredEvent } from '../../model/event.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { ProblemError } from '../../util/problem-error.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import { zodProblems } from '../../util/zod-problems.ts';
import { filteredProperties } from '../query/filtered-properties.ts';
import { segmentsReference } from '../scope/segments.ts';
import { OTHER } from '../segmentation/value-label.ts';
import { chosenCohorts, retention } from './analysis.ts';
import { countRetention } from './count-groups.ts';
import { BASELINE, EVERYBODY, MEMBERS, valueGroup } from './group-label.ts';
import { type RetentionStart, retentionReference } from './reference.ts';
import { segmentLabels, valueLabels } from './reference-labels.ts';
import type { RetentionGroup, RetentionRow } from './result.ts';
import { did, event, retentionWorld, WORLD_LAST } from './retention-worlds.testing.ts';
import { type RetentionSpec, retentionSpec } from './spec.ts';

const SEED = 20260330;
const WORLDS = 38;
const noCohorts = { definition: () => undefined };
function longer(asked: RetentionSpec): RetentionSpec {
  const { start } = asked;
  return start.kind === 'event' ? { ...asked, start: { ...start, from: start.from - 60 * DAY_MS } } : asked;
}

describe('retention', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  async function both(events: readonly StoredEvent[], asked: RetentionSpec, timeZone: string) {
    const project = events[0]?.project ?? '';
    const asOf = asked.asOf ?? WORLD_LAST;
    const overlay = await loadIdentityOverlay(temporary.store, project);
    const all = histories(events, asked.unit);
    const cohorts = chosenCohorts(asked, noCohorts, asOf);
    const of = (cohort: CohortDefinition | undefined, at: number) =>
      cohort && membersOf(cohort, all, at, noCohorts);
    const only = of(cohorts.only, cohorts.membersAsOf);
    const { compare } = cohorts;
    const members = compare && of(compare.members, compare.asOf);
    const baseline = compare && of(compare.baseline, compare.asOf);
    const placesOf =
      cohorts.segments && segmentsReference(cohorts.segments, all, cohorts.membersAsOf, noCohorts);
    const accounts = histories(events, 'account');
    const labelsOf = (id: string, start: RetentionStart): readonly string[] | undefined => {
      if (only && !only.has(id)) return undefined;
      if (members) {
        if (members.has(id)) return [MEMBERS];
        return baseline && !baseline.has(id) ? undefined : [BASELINE];
      }
      if (placesOf) return segmentLabels(placesOf(id));
      const history = all.get(id);
      return asked.breakdown && history
        ? valueLabels(asked.breakdown, history, start, asked.unit, accounts)
        : [];
    };
    const context = { project, overlay, asOf, cohorts: noCohorts };
    const found = await countRetention(asked, cohorts, context, timeZone, temporary.store);
    return {
      sql: sorted(found.groups),
      reference: sorted(
        listedOnly(asked, (choose) =>
          retentionReference(asked, all.values(), (id, start) => choose(labelsOf(id, start)), asOf, timeZone),
        ),
      ),
    };
  }

  it('is the same in SQL as in the reference, in zones with and without a change of clocks', async () => {
    const cases = fc
      .sample(retentionWorld, { seed: SEED, numRuns: WORLDS })
      .map(({ events, ...rest }, i) => ({
        ...rest,
        events: events(`retention${i}`),
      }));
    await withOwnColumns(temporary.store, filteredProperties(cases.map(({ specs }) => specs)));
    await temporary.store.insert('events', eventRows(cases.flatMap(({ events }) => events)));
    await deriveAgain(temporary.store);
    let later = 0;
    for (const { events, specs, zone } of cases) {
      // The same of a range so long that it reads whole quarters.
      for (const asked of [...specs, ...specs.slice(0, 2).map(longer)]) {
        const { sql, reference } = await both(events, asked, zone);
        expect(sql, JSON.stringify({ project: events[0]?.project, zone, asked })).toEqual(reference);
        if (reference.some(({ returned: [first] }) => first?.some(([column]) => column >= 2))) later += 1;
      }
    }
    expect(later, 'specs with a return in the second interval or later').toBeGreaterThan(WORLDS / 4);
  });

  it('keeps local days at a change of clocks, and 24 hours where they are asked for', async () => {
    // Berlin's 29 March 2026 has 23 hours, from 23:00 to 22:00 UTC.
    const project = 'clocks';
    const at = (name: string, iso: string) =>
      storedEvent({ project, name, by: 'ann', time: Date.parse(iso) });
    const events = [at('start', '2026-03-28T23:00:00Z'), at('back', '2026-03-29T22:30:00Z')];
    await temporary.store.insert('events', eventRows(events));
    const asked = (kind: 'rolling' | 'calendar', asOf: string): RetentionSpec => ({
      ...DAILY,
      intervals: { ...DAILY.intervals, kind },
      asOf: Date.parse(asOf),
    });
    const calendar = await both(events, asked('calendar', '2026-03-30T21:59:59.999Z'), 'Europe/Berlin');
    expect(calendar.sql).toEqual([
      { label: EVERYBODY, date: '2026-03-29', over: 2, units: 1, returned: [[[1, 1]]] },
    ]);
    const short = await both(events, asked('calendar', '2026-03-30T21:59:59.998Z'), 'Europe/Berlin');
    expect(short.sql).toEqual([{ label: EVERYBODY, date: '2026-03-29', over: 1, units: 1, returned: [[]] }]);
    const rolling = await both(events, asked('rolling', '2026-03-30T22:59:59.999Z'), 'Europe/Berlin');
    expect(rolling.sql).toEqual([
      { label: EVERYBODY, date: '2026-03-29', over: 2, units: 1, returned: [[[0, 1]]] },
    ]);
    for (const { sql, reference } of [calendar, short, rolling]) expect(sql).toEqual(reference);
  });

  it('never averages in an interval that is not over, and sets members beside the baseline', async () => {
    const project = 'compare';
    const at = (name: string, by: string, hours: number) =>
      storedEvent({ project, name, by, time: WORLD_START + hours * HOUR_MS });
    await temporary.store.insert(
      'events',
      eventRows([
        ...[at('start', 'ann', 0), at('wall', 'ann', 1), at('back', 'ann', 25)],
        ...[at('start', 'bob', 0), at('wall', 'bob', 1), at('start', 'cat', 0), at('start', 'dan', 0)],
        ...[at('start', 'eve', 30), at('back', 'eve', 55)],
      ]),
    );
    const answer = await retention.run(
      retentionSpec.parse({
        ...DAILY,
        asOf: WORLD_START + 60 * HOUR_MS,
        compare: { cohort: did('wall') },
        intervals: { last: 2 },
      }),
      {
        store: temporary.store,
        project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
        overlay: await loadIdentityOverlay(temporary.store, project),
        cohorts: noCohorts,
        now: WORLD_LAST,
      },
    );
    expect(
      answer.overall.cells.map(({ returned, immature }) => [returned.count, returned.of, immature]),
    ).toEqual([
      [0, 5, 0],
      [1, 4, 1],
      [0, 0, 5],
    ]);
    expect(answer.byDate.map(({ date, started }) => [date, started])).toEqual([
      ['2026-03-29', 4],
      ['2026-03-30', 1],
    ]);
    expect(answer.comparison?.members.cells[1]?.returned).toMatchObject({ count: 1, of: 2 });
    expect(answer.comparison?.baseline.cells[1]?.returned).toMatchObject({ count: 0, of: 2 });
    expect(answer.comparison?.differences[1]).toMatchObject({ interval: 1, estimate: 0.5 });
    expect(answer.comparison?.differences[2]).toEqual({ interval: 2, estimate: null, low: null, high: null });
  });

  describe('one small world', () => {
    const project = 'by hand';
    const at = (name: string, by: string, hours: number, properties: StoredEvent['properties'] = {}) =>
      storedEvent({ project, name, by, time: Date.UTC(2026, 2, 2) + hours * HOUR_MS, properties });
    const asked = (more: object) =>
      retentionSpec.parse({
        kind: 'retention',
        start: { kind: 'event', event: event('start'), from: 0, to: Date.UTC(2026, 3, 1) },
        return: event('back'),
        intervals: { last: 3 },
        asOf: Date.UTC(2026, 2, 20),
        ...more,
      });
    const run = async (more: object, of = project) => {
      const spec = asked({ start: { ...asked({}).start, from: Date.UTC(2026, 2, 1) }, ...more });
      const overlay = await loadIdentityOverlay(temporary.store, of);
      const zone = { id: of, name: of, timeZone: 'UTC', accountGroup: 'account' };
      return retention.run(spec, {
        store: temporary.store,
        project: zone,
        overlay,
        cohorts: noCohorts,
        now: WORLD_LAST,
      });
    };
    const counts = ({ cells }: { readonly cells: readonly { readonly returned: Proportion }[] }) =>
      cells.map(({ returned }) => returned.count);

    beforeAll(async () => {
      await temporary.store.insert(
        'events',
        eventRows([
          // Monday 2 March: ann starts three days in a row and comes back on each next day but the last.
          ...[
            at('start', 'ann', 1, { plan: 'pro', tags: ['x', 'y'] }),
            at('start', 'ann', 25),
            at('start', 'ann', 49),
          ],
          ...[at('back', 'ann', 26), at('back', 'ann', 50)],
          // bob skips his second day, and buys on it.
          ...[
            at('start', 'bob', 2, { plan: 'free', tags: ['x'] }),
            at('back', 'bob', 27),
            at('back', 'bob', 75),
          ],
          at('buy', 'bob', 51),
          at('start', 'cat', 3, { plan: 'free' }),
        ]),
      );
    });

    it('counts a unit on each date it starts on, and once where dates come together', async () => {
      const answer = await run({
        start: { ...asked({}).start, which: 'recurring', from: Date.UTC(2026, 2, 1) },
      });
      expect(answer.byDate.map(({ date, started }) => [date, started])).toEqual([
        ['2026-03-02', 3],
        ['2026-03-03', 1],
        ['2026-03-04', 1],
      ]);
      // ann's last start is followed within its first day.
      expect(answer.byDate.map(counts)).toEqual([
        [0, 2, 1, 1],
        [1, 1, 0, 0],
        [1, 0, 0, 0],
      ]);
      expect(answer.overall.started).toBe(3);
      expect(counts(answer.overall)).toEqual([1, 2, 1, 1]);
    });

    it('counts streaks, brackets and what comes on or after', async () => {
      expect(counts((await run({})).overall)).toEqual([0, 2, 1, 1]);
      expect(counts((await run({ count: 'streak' })).overall)).toEqual([3, 2, 1, 0]);
      expect(counts((await run({ count: 'on-or-after' })).overall)).toEqual([2, 2, 2, 1]);
      const brackets = { brackets: [{ from: 0, to: 1 }, { from: 2, to: 4 }] }; // biome-ignore format: a line of brackets
      expect(counts((await run({ intervals: brackets })).overall)).toEqual([0, 2]);
      expect(counts((await run({ intervals: brackets, count: 'streak' })).overall)).toEqual([3, 2]);
      expect(counts((await run({ intervals: brackets, count: 'on-or-after' })).overall)).toEqual([2, 2]);
    });

    it('begins a week where it is told to', async () => {
      const weeks = (weekStart: string) =>
        run({ intervals: { unit: 'week', kind: 'calendar', last: 1, weekStart } });
      const monday = await weeks('monday');
      expect([monday.byDate[0]?.date, counts(monday.overall)]).toEqual(['2026-03-02', [2, 0]]);
      // bob is back on Thursday, in the week after that of his start.
      const thursday = await weeks('thursday');
      expect([thursday.byDate[0]?.date, counts(thursday.overall)]).toEqual(['2026-02-26', [2, 1]]);
    });

    it('has a curve for each value, segment and return event', async () => {
      const plans = await run({
        breakdown: { scope: 'event', property: 'plan' },
        alsoReturn: [event('buy')],
      });
      expect(
        plans.curves.map(({ group, return: place, overall }) => [group, place, counts(overall)]),
      ).toEqual([
        [{ kind: 'everybody' }, 0, [0, 2, 1, 1]],
        [{ kind: 'value', value: 'free' }, 0, [0, 1, 0, 1]],
        [{ kind: 'value', value: 'pro' }, 0, [0, 1, 1, 0]],
        [{ kind: 'everybody' }, 1, [0, 0, 1, 0]],
        [{ kind: 'value', value: 'free' }, 1, [0, 0, 1, 0]],
        [{ kind: 'value', value: 'pro' }, 1, [0, 0, 0, 0]],
      ]);
      const tags = await run({ breakdown: { scope: 'event', property: 'tags', limit: 1 } });
      expect(tags.breakdown?.values).toBe(2);
      expect(tags.curves.map(({ group, overall }) => [group.kind, overall.started])).toEqual([
        ['everybody', 3],
        ['value', 2],
        ['other', 1],
        ['none', 1],
      ]);
      const nothing = await run({ breakdown: { scope: 'user', property: 'never sent' } });
      expect(nothing.breakdown?.values).toBe(0);
      expect(nothing.curves.map(({ group }) => group.kind)).toEqual(['everybody', 'none']);
    });

    it('shows the largest of many values, and the others together', async () => {
      const many = 'many values';
      const start = (i: number) =>
        storedEvent({
          project: many,
          name: 'start',
          by: `u${i}`,
          time: Date.UTC(2026, 2, 2) + i,
          properties: { v: i % 400 },
        });
      await temporary.store.insert('events', eventRows(Array.from({ length: 405 }, (_, i) => start(i))));
      const answer = await run({ breakdown: { scope: 'event', property: 'v', limit: 3 } }, many);
      expect(answer.breakdown?.values).toBe(400);
      expect(answer.curves.map(({ group, overall }) => [group, overall.started])).toEqual([
        [{ kind: 'everybody' }, 405],
        [{ kind: 'value', value: 0 }, 2],
        [{ kind: 'value', value: 1 }, 2],
        [{ kind: 'value', value: 2 }, 2],
        [{ kind: 'other' }, 399],
      ]);
    });

    it('compares segments, and not those with a common member', async () => {
      const everyone = { name: 'all', who: 'everyone' };
      const buyers = { name: 'buyers', cohort: did('buy') };
      const rest = { name: 'rest', who: 'everyone-else' };
      const apart = await run({ segments: [buyers, rest] });
      const beside = apart.curves.find(({ group }) => group.kind === 'segment' && group.name === 'rest');
      expect(apart.curves.map(({ comparison }) => comparison === null)).toEqual([true, true, false]);
      expect(beside?.comparison?.[3]).toMatchObject({ difference: { estimate: -1 }, isSmall: true });
      expect(beside?.comparison?.[3]?.p).toBeLessThan(0.1);
      const common = await run({ segments: [buyers, everyone] });
      expect(common.curves[2]?.comparison?.[1]).toMatchObject({
        p: null,
        why: '1 are in both groups, and the test is of groups without a common member',
      });
    });

    it('says what is wrong with a spec, field by field', () => {
      const refused = (more: object) => {
        const parsed = retentionSpec.safeParse(
          { ...JSON.parse(JSON.stringify(asked({}))), ...more },
          { reportInput: true },
        );
        return parsed.success
          ? []
          : zodProblems(parsed.error).map(({ path, message }) => `${path}: ${message}`);
      };
      expect(refused({})).toEqual([]);
      expect(refused({ brackets: [] })[0]).toMatch(/^brackets: unknown field/);
      expect(refused({ start: { ...asked({}).start, from: WORLD_LAST, to: WORLD_LAST } })).toEqual([
        expect.stringMatching(/^start.from: must be before "to"/),
      ]);
      expect(refused({ breakdown: { scope: 'user', property: 'plan', limit: 400 } })[0]).toMatch(
        /^breakdown.limit: /,
      );
      expect(refused({ breakdown: { scope: 'user' } })[0]).toMatch(/^breakdown.property: is missing/);
      expect(refused({ intervals: { brackets: [{ from: 3, to: 7 }, { from: 5, to: 9 }] } })[0]).toMatch(/not overlap/); // biome-ignore format: one case
      expect(refused({ overTime: 4 })[0]).toMatch(/^overTime: is past the last interval/);
      expect(
        refused({ start: { kind: 'instant', at: 5 }, breakdown: { scope: 'event', property: 'x' } })[0],
      ).toMatch(/^breakdown.scope: /);
      expect(refused({ alsoReturn: [event(), event(), event(), event(), event()] })[0]).toMatch(
        /^alsoReturn: /,
      );
      expect(
        refused({
          segments: [{ name: 'a', who: 'everyone' }],
          breakdown: { scope: 'user', property: 'x' },
        })[0],
      ).toMatch(/^breakdown: give segments or a breakdown/);
    });

    it('shows one interval over the dates of the start, and refuses an answer of too many numbers', async () => {
      const answer = await run({ overTime: 1 });
      expect(answer.overTime).toMatchObject({ interval: 1, dates: [{ date: '2026-03-02', started: 3 }] });
      expect(answer.overTime?.dates[0]?.cell.returned).toMatchObject({ count: 2, of: 3 });
      const many = { breakdown: { scope: 'event', property: 'plan', limit: 100 }, intervals: { last: 300 } };
      await expect(run(many)).rejects.toThrow(/at most 400000 fit/);
    });
  });

  it('sets the members of a cohort beside those of another as of an instant, and leaves out everybody else', async () => {
    const project = 'two groups';
    const begin = Date.UTC(2026, 2, 2);
    const at = (name: string, day: number, ...users: string[]) =>
      users.map((by) => storedEvent({ project, name, by, time: begin + day * DAY_MS }));
    await temporary.store.insert(
      'events',
      eventRows([
        ...at('wall', -1, 'ann', 'bob', 'cat', 'both'),
        ...at('docs', -1, 'dan', 'eve', 'both'),
        ...at('start', 0, 'ann', 'bob', 'cat', 'both', 'dan', 'eve', 'neither', 'later'),
        ...at('back', 1.5, 'ann', 'bob', 'both', 'dan', 'neither'),
        ...at('back', 2.5, 'ann', 'dan', 'eve', 'neither'),
        ...at('wall', 1, 'later'),
      ]),
    );
    const asked = retentionSpec.parse({
      kind: 'retention',
      start: { kind: 'event', event: event('start'), from: begin, to: begin + DAY_MS },
      return: event('back'),
      intervals: { last: 2 },
      asOf: begin + 10 * DAY_MS,
      compare: { cohort: did('wall'), baseline: did('docs'), asOf: begin },
    });
    const { comparison } = await retention.run(asked, {
      store: temporary.store,
      project: { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: noCohorts,
      now: asked.asOf ?? 0,
    });
    const shares = (row: RetentionRow | undefined) =>
      row?.cells.slice(1).map(({ returned: { count, of } }) => [count, of]);
    // Who is in both counts among the members.
    expect(shares(comparison?.members)).toEqual([
      [3, 4],
      [1, 4],
    ]);
    expect(shares(comparison?.baseline)).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(comparison?.membersAsOf).toBe(begin);
    expect(comparison?.differences.map(({ estimate }) => estimate).slice(1)).toEqual([0.25, -0.75]);
  });

  it('refuses a range of too many dates', async () => {
    const years = { ...DAILY, start: { kind: 'first-seen' as const, from: 0, to: 401 * DAY_MS } };
    const project = { id: 'none', name: 'none', timeZone: 'UTC', accountGroup: 'account' };
    const overlay = await loadIdentityOverlay(temporary.store, 'none');
    const context = { store: temporary.store, project, overlay, cohorts: noCohorts, now: WORLD_LAST };
    await expect(retention.run(years, context)).rejects.toThrow(ProblemError);
  });
});

const DAILY = retentionSpec.parse({
  kind: 'retention',
  start: { kind: 'event', event: event('start'), from: WORLD_START - 7 * DAY_MS, to: WORLD_LAST },
  return: event('back'),
  intervals: { last: 2 },
});

type Labels = readonly string[] | undefined;

/** The groups with the values of a breakdown that are not among its `limit` largest put together: which those are, the groups of all values say. */
function listedOnly(
  { breakdown }: RetentionSpec,
  reference: (choose: (labels: Labels) => Labels) => RetentionGroup[],
): RetentionGroup[] {
  if (!breakdown) return reference((labels) => labels);
  const units = new Map<string, number>();
  const onceIn = reference((labels) => labels);
  const once = onceIn.some(({ date }) => date === null) ? onceIn.filter(({ date }) => date === null) : onceIn;
  for (const group of once) units.set(group.label, (units.get(group.label) ?? 0) + group.units);
  const listed = [...units]
    .filter(([label]) => label.startsWith(valueGroup('')) && label !== valueGroup(NONE))
    .sort(([a, n], [b, m]) => m - n || Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .slice(0, breakdown.limit)
    .map(([label]) => label);
  const kept = [valueGroup(NONE), ...listed];
  return reference(
    (labels) =>
      labels && [...new Set(labels.map((label) => (kept.includes(label) ? label : valueGroup(OTHER))))],
  );
}

function sorted(groups: readonly RetentionGroup[]): RetentionGroup[] {
  const key = ({ label, date, over }: RetentionGroup): string =>
    `${label} ${date} ${String(over).padStart(4)}`;
  return [...groups].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
