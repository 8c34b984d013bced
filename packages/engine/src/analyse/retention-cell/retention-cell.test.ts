import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { WORLD_START } from '../../../../../test/support/small-worlds.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { StoredEvent } from '../../model/event.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenCohorts, retention } from '../retention/analysis.ts';
import { columnsOf } from '../retention/columns.ts';
import { valueGroup } from '../retention/group-label.ts';
import { type RetentionStart, retentionCourses } from '../retention/reference.ts';
import { segmentLabels, valueLabels } from '../retention/reference-labels.ts';
import type { RetentionAnswer, RetentionRow } from '../retention/result.ts';
import { did, event, retentionWorld, WORLD_LAST } from '../retention/retention-worlds.testing.ts';
import { returnsOf } from '../retention/returns.ts';
import type { RetentionSpec } from '../retention/spec.ts';
import { segmentsReference } from '../scope/segments.ts';
import { labelText } from '../segmentation/value-label.ts';
import { retentionCell } from './analysis.ts';
import { cellLabel } from './cell-label.ts';
import { retentionCellReference } from './reference.ts';
import { type RetentionCellSpec, retentionCellSpec } from './spec.ts';

const SEED = 20260401;
const WORLDS = 7;
const noCohorts = { definition: () => undefined };
const SIDES = ['returned', 'stayed-away', 'immature'] as const;

describe('the people of a cell', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  async function contextOf(project: string, timeZone: string): Promise<AnalysisContext> {
    return {
      store: temporary.store,
      project: { id: project, name: project, timeZone, accountGroup: 'account' },
      overlay: await loadIdentityOverlay(temporary.store, project),
      cohorts: noCohorts,
      now: WORLD_LAST,
    };
  }

  it('are those whom the reference has there, as many as the retention counts, and those of the definition', async () => {
    const cases = fc
      .sample(retentionWorld, { seed: SEED, numRuns: WORLDS })
      .map(({ events, ...rest }, i) => ({ ...rest, events: events(`cell${i}`) }));
    await temporary.store.insert('events', eventRows(cases.flatMap(({ events }) => events)));
    let cells = 0;
    let somebody = 0;
    let defined = 0;
    for (const [i, { events, specs, zone }] of cases.entries()) {
      const context = await contextOf(`cell${i}`, zone);
      for (const spec of specs) {
        const answer = await retention.run(spec, context);
        const all = histories(events, spec.unit);
        for (const cell of someCells(spec, answer, i)) {
          const told = JSON.stringify({ zone, cell });
          const found = await retentionCell.run({ ...cell, limit: 1_000 }, context);
          expect(found.size, told).toBe(countedIn(cell, answer));
          const ids = found.members.map(({ unit }) => unit).sort();
          if (isListed(cell)) expect(ids, told).toEqual(referenceIds(cell, events, zone));
          cells += 1;
          if (found.size > 0) somebody += 1;
          if (found.definition === null) {
            expect(found.why, told).not.toBe('');
            continue;
          }
          expect([...membersOf(found.definition, all, answer.asOf, noCohorts)].sort(), told).toEqual(ids);
          if (found.size > 0) defined += 1;
        }
      }
    }
    expect(cells).toBeGreaterThan(240);
    expect(somebody, 'cells with somebody in them').toBeGreaterThan(cells / 4);
    expect(defined, 'cells with somebody in them that a cohort can say').toBeGreaterThan(cells / 20);
  });

  it('come by page, and say why there is no cohort of them', async () => {
    const [first] = fc.sample(retentionWorld, { seed: SEED, numRuns: WORLDS }).slice(-1);
    const events = first?.events('paged') ?? [];
    await temporary.store.insert('events', eventRows(events));
    const context = await contextOf('paged', 'UTC');
    const cell = retentionCellSpec.parse({
      kind: 'retention-cell',
      retention: {
        kind: 'retention',
        start: { kind: 'event', event: event(), from: WORLD_START, to: WORLD_LAST },
        intervals: { unit: 'day', last: 2 },
      },
      limit: 1,
    });
    const whole = await retentionCell.run({ ...cell, limit: 100 }, context);
    expect(whole.definition).not.toBeNull();
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await retentionCell.run({ ...cell, ...(cursor !== undefined && { cursor }) }, context);
      seen.push(...page.members.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(whole.members.map(({ id }) => id));
    const rolling = await retentionCell.run({ ...cell, interval: 1 }, context);
    expect(rolling).toMatchObject({ definition: null, why: expect.stringContaining('calendar') });
    await expect(retentionCell.run({ ...cell, interval: 3 }, context)).rejects.toThrow('3 columns');
    await expect(
      retentionCell.run({ ...cell, group: { kind: 'segment', name: 'nobody' } }, context),
    ).rejects.toThrow('no segment');
    await expect(retentionCell.run({ ...cell, cursor: 'x' }, context)).rejects.toThrow('cursor');
  });

  it('keeps a cohort of a cell together with the cohort that the retention is of', async () => {
    const context = await contextOf('paged', 'UTC');
    const cell = retentionCellSpec.parse({
      kind: 'retention-cell',
      retention: {
        kind: 'retention',
        start: { kind: 'event', event: event(), from: WORLD_START, to: WORLD_LAST },
        cohort: did('a'),
      },
    });
    const { definition } = await retentionCell.run(cell, context);
    expect(definition?.where).toMatchObject({ kind: 'all', conditions: [{}, did('a').where] });
  });

  function referenceIds(cell: RetentionCellSpec, events: readonly StoredEvent[], zone: string): string[] {
    const spec = cell.retention;
    const asOf = spec.asOf ?? WORLD_LAST;
    const all = histories(events, spec.unit);
    const accounts = histories(events, 'account');
    const cohorts = chosenCohorts(spec, noCohorts, asOf);
    const only = cohorts.only && membersOf(cohorts.only, all, cohorts.membersAsOf, noCohorts);
    const { compare } = cohorts;
    const members = compare && membersOf(compare.members, all, compare.asOf, noCohorts);
    const baseline = compare?.baseline && membersOf(compare.baseline, all, compare.asOf, noCohorts);
    const placesOf =
      cohorts.segments && segmentsReference(cohorts.segments, all, cohorts.membersAsOf, noCohorts);
    const labelsOf = (id: string, start: RetentionStart): readonly string[] | undefined => {
      if (only && !only.has(id)) return undefined;
      if (members) {
        if (members.has(id)) return ['members'];
        return baseline && !baseline.has(id) ? undefined : ['baseline'];
      }
      if (placesOf) return segmentLabels(placesOf(id));
      const history = all.get(id);
      return spec.breakdown && history
        ? valueLabels(spec.breakdown, history, start, spec.unit, accounts)
        : [];
    };
    const courses = retentionCourses(spec, all.values(), labelsOf, asOf, zone);
    return [...retentionCellReference(cell, cellLabel(cell), courses)].sort();
  }
});

/** Of what is not listed the reference would have to know what is: its count is compared and no more. */
function isListed({ group }: RetentionCellSpec): boolean {
  return group.kind !== 'other';
}

type Group = RetentionCellSpec['group'];

function groupsOf({ curves, comparison }: RetentionAnswer): Group[] {
  if (comparison) return [{ kind: 'everybody' }, { kind: 'members' }, { kind: 'baseline' }];
  const named = curves.map(({ group }) => group as Group);
  return named.length === 0 ? [{ kind: 'everybody' }] : named;
}

/** A dozen cells of each answer: of every group, by date and together, every side, in a fixed order that differs by world. */
function someCells(spec: RetentionSpec, answer: RetentionAnswer, world: number): RetentionCellSpec[] {
  const columns = columnsOf(spec.intervals).length;
  const dates = [undefined, ...answer.byDate.map(({ date }) => date)];
  const groups = groupsOf(answer);
  return Array.from({ length: 12 }, (_, i) => {
    const at = world * 12 + i;
    const group = groups[i % groups.length] ?? { kind: 'everybody' };
    const isCompared = group.kind === 'members' || group.kind === 'baseline';
    return {
      kind: 'retention-cell' as const,
      retention: spec,
      group,
      date: isCompared ? undefined : i % 3 === 0 ? undefined : dates[at % dates.length],
      interval: i % 7 === 6 ? undefined : at % Math.min(columns, 4),
      return: isCompared ? 0 : at % returnsOf(spec).length,
      side: SIDES[Math.floor(i / 2) % 3] ?? 'returned',
      limit: 100,
    };
  });
}

/** What the retention's answer says of a cell. */
function countedIn(cell: RetentionCellSpec, answer: RetentionAnswer): number {
  const row = rowOf(cell, answer);
  if (row === undefined) return 0;
  if (cell.interval === undefined) return row.started;
  const { returned, immature } = row.cells[cell.interval] ?? { returned: { count: 0, of: 0 }, immature: 0 };
  if (cell.side === 'immature') return immature;
  return cell.side === 'returned' ? returned.count : returned.of - returned.count;
}

function rowOf(cell: RetentionCellSpec, answer: RetentionAnswer): RetentionRow | undefined {
  const { group, date } = cell;
  if (group.kind === 'members') return answer.comparison?.members;
  if (group.kind === 'baseline') return answer.comparison?.baseline;
  const curve = answer.curves.find(
    (each) => each.return === cell.return && JSON.stringify(each.group) === JSON.stringify(group),
  );
  const of = curve ?? answer;
  return date === undefined ? of.overall : of.byDate.find((each) => each.date === date);
}

describe('the label of a value', () => {
  it('is what valueLabel reads', () => {
    expect(valueGroup(labelText({ kind: 'value', value: 3 }))).toBe('value n3');
    expect(labelText({ kind: 'value', value: 'x' })).toBe('sx');
    expect(labelText({ kind: 'value', value: true })).toBe('btrue');
  });
});
