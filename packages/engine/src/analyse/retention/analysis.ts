import type { MembersContext } from '../../define/compile/members.ts';
import type { EventStore } from '../../store/event-store.ts';
import { calendarSpans } from '../../util/calendar.ts';
import { problemError } from '../../util/problem-error.ts';
import { shareDifference } from '../../util/statistics/difference.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import type {
  RetentionAnswer,
  RetentionComparison,
  RetentionGroup,
  RetentionRow,
  RetentionSide,
} from './result.ts';
import { MAX_START_DATES, type RetentionSpec, retentionSpec } from './spec.ts';
import { type RetentionCohorts, retentionSql } from './to-sql.ts';

export const retention = defineAnalysis<'retention', RetentionSpec, RetentionAnswer>({
  kind: 'retention',
  summary:
    'How many of those who started come back, by interval after their start; and a cohort beside its baseline.',
  spec: retentionSpec,
  async run(spec, { store, project, overlay, cohorts, now, signal }) {
    checkDates(spec);
    const asOf = spec.asOf ?? now;
    const chosen = (choice: Parameters<typeof chosenCohort>[0] | undefined, path: string) =>
      choice === undefined ? undefined : chosenCohort(choice, spec.unit, cohorts, path);
    const membersAsOf = spec.compare?.asOf ?? asOf;
    const named: RetentionCohorts = {
      only: chosen(spec.cohort, 'cohort'),
      members: chosen(spec.compare?.cohort, 'compare.cohort'),
      baseline: chosen(spec.compare?.baseline, 'compare.baseline'),
      membersAsOf,
    };
    const context = { project: project.id, overlay, asOf, cohorts };
    const groups = await retentionGroups(spec, named, context, project.timeZone, store, signal);
    return {
      kind: 'retention',
      unit: spec.unit,
      count: spec.count,
      intervals: spec.intervals,
      timeZone: project.timeZone,
      asOf,
      overall: row(groups, spec),
      byDate: [...new Set(groups.map(({ date }) => date))].sort().map((date) => ({
        date,
        ...row(
          groups.filter((group) => group.date === date),
          spec,
        ),
      })),
      comparison: spec.compare ? comparison(groups, spec, membersAsOf) : null,
    };
  },
});

/** Runs the retention in the store. */
export async function retentionGroups(
  spec: RetentionSpec,
  cohorts: RetentionCohorts,
  context: MembersContext,
  timeZone: string,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<RetentionGroup[]> {
  const rows = await store.query<{
    side: RetentionSide;
    date: string;
    over: number;
    units: number;
    in_interval: number[];
    who_returned: string[];
  }>(retentionSql(spec, cohorts, context, timeZone), { signal });
  return rows.map(({ side, date, over, units, in_interval, who_returned }) => ({
    side,
    date,
    over,
    units,
    returned: in_interval.map((interval, i) => [interval, Number(who_returned[i])] as const),
  }));
}

function checkDates({ start, intervals }: RetentionSpec): void {
  if (start.kind === 'instant') return;
  const dates = calendarSpans(start.from, start.to, intervals.unit);
  if (dates <= MAX_START_DATES) return;
  const message = `the range holds ${dates} ${intervals.unit}s and at most ${MAX_START_DATES} fit: narrow it, or ask by week or month`;
  throw problemError(422, 'range-too-long', message, 'start.from');
}

/** Groups put together: in interval N only those for whom it is over. */
function row(groups: readonly RetentionGroup[], spec: RetentionSpec): RetentionRow {
  const size = spec.intervals.last + 1;
  const returned = new Array<number>(size).fill(0);
  const overFor = new Array<number>(size).fill(0);
  let started = 0;
  for (const group of groups) {
    started += group.units;
    for (let interval = 0; interval < group.over; interval += 1)
      overFor[interval] = (overFor[interval] ?? 0) + group.units;
    for (const [interval, units] of group.returned) returned[interval] = (returned[interval] ?? 0) + units;
  }
  return {
    started,
    cells: overFor.map((of, interval) => ({
      interval,
      returned: proportion(returned[interval] ?? 0, of),
      immature: started - of,
    })),
  };
}

function comparison(
  groups: readonly RetentionGroup[],
  spec: RetentionSpec,
  membersAsOf: number,
): RetentionComparison {
  const of = (side: RetentionSide) =>
    row(
      groups.filter((group) => group.side === side),
      spec,
    );
  const [members, baseline] = [of('members'), of('baseline')];
  return {
    membersAsOf,
    members,
    baseline,
    differences: members.cells.map(({ interval, returned: a }, i) => {
      const b = baseline.cells[i]?.returned ?? proportion(0, 0);
      return { interval, ...shareDifference(a.count, a.of, b.count, b.of) };
    }),
  };
}
