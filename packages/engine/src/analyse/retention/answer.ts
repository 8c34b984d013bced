import { NONE } from '../../define/selector/labels.ts';
import { compareShares, type ShareComparison } from '../../util/statistics/compare-shares.ts';
import { shareDifference } from '../../util/statistics/difference.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { OTHER, valueLabel } from '../segmentation/value-label.ts';
import { columnsOf } from './columns.ts';
import type { RetentionCounts } from './count-groups.ts';
import { BASELINE, EVERYBODY, MEMBERS, segmentGroup, sharedGroup, valueGroup } from './group-label.ts';
import type {
  RetentionAnswer,
  RetentionComparison,
  RetentionCurve,
  RetentionGroup,
  RetentionGroupName,
  RetentionRow,
} from './result.ts';
import type { RetentionCohorts } from './retention-cohorts.ts';
import { returnsOf } from './returns.ts';
import type { RetentionSpec } from './spec.ts';

interface Named {
  readonly name: RetentionGroupName;
  readonly label: string;
}

/** The answer out of what was counted. */
export function retentionAnswer(
  spec: RetentionSpec,
  cohorts: RetentionCohorts,
  counts: RetentionCounts,
  asOf: number,
  timeZone: string,
): RetentionAnswer {
  const { groups } = counts;
  const returns = returnsOf(spec);
  const everybody = curveRows(groups, EVERYBODY, 0, spec);
  const named = namedGroups(cohorts, counts, spec);
  return {
    kind: 'retention',
    unit: spec.unit,
    count: spec.count,
    intervals: spec.intervals,
    columns: columnsOf(spec.intervals),
    timeZone,
    asOf,
    ...everybody,
    comparison: cohorts.compare ? comparison(groups, spec, cohorts.compare.asOf) : null,
    returns,
    curves:
      returns.length === 1 && named.length === 0
        ? []
        : returns.flatMap((_, place) => curvesOf(named, place, groups, spec)),
    breakdown: spec.breakdown ? { ...spec.breakdown, values: counts.values } : null,
    overTime: spec.overTime === undefined ? null : overTime(everybody.byDate, spec.overTime),
    membersAsOf: cohorts.membersAsOf,
  };
}

function overTime(byDate: RetentionAnswer['byDate'], interval: number): RetentionAnswer['overTime'] {
  const dates = byDate.flatMap(({ date, started, cells }) => {
    const cell = cells[interval];
    return cell ? [{ date, started, cell }] : [];
  });
  return { interval, dates };
}

/** The groups that were asked for, in the order they are shown; none when it is everybody. */
function namedGroups({ segments }: RetentionCohorts, counts: RetentionCounts, spec: RetentionSpec): Named[] {
  if (segments)
    return segments.map(({ name }, place) => ({
      name: { kind: 'segment', name },
      label: segmentGroup(place),
    }));
  if (!spec.breakdown) return [];
  const there = new Set(counts.groups.map(({ label }) => label));
  const rest = [OTHER, NONE].filter((value) => there.has(valueGroup(value)));
  return [...counts.listed, ...rest].map((value) => ({ name: valueLabel(value), label: valueGroup(value) }));
}

function curvesOf(
  named: readonly Named[],
  place: number,
  groups: readonly RetentionGroup[],
  spec: RetentionSpec,
): RetentionCurve[] {
  const curves = [{ name: { kind: 'everybody' as const }, label: EVERYBODY }, ...named].map(
    ({ name, label }) => ({ group: name, return: place, ...curveRows(groups, label, place, spec) }),
  );
  const compared = spec.segments ? comparisons(curves, place, groups, spec) : [];
  return curves.map((curve, i) => ({ ...curve, comparison: compared[i - 2] ?? null }));
}

/** The second segment and those after it, each beside the first. */
function comparisons(
  curves: readonly { readonly overall: RetentionRow }[],
  place: number,
  groups: readonly RetentionGroup[],
  spec: RetentionSpec,
): ShareComparison[][] {
  const [, first, ...others] = curves.map(({ overall }) => overall.cells);
  if (!first) return [];
  const shared = others.map((_, i) => curveRows(groups, sharedGroup(i + 1), place, spec).overall.cells);
  const byColumn = first.map(({ returned }, column) =>
    compareShares(
      returned,
      others.map((cells, i) => ({
        ...(cells[column]?.returned ?? proportion(0, 0)),
        shared: shared[i]?.[column]?.returned.of ?? 0,
      })),
    ),
  );
  return others.map((_, i) => byColumn.flatMap((each) => each[i] ?? []));
}

function curveRows(
  groups: readonly RetentionGroup[],
  label: string,
  place: number,
  spec: RetentionSpec,
): Pick<RetentionCurve, 'overall' | 'byDate'> {
  const own = groups.filter((group) => group.label === label);
  const dated = new Map<string, RetentionGroup[]>();
  for (const group of own)
    if (group.date !== null) dated.set(group.date, [...(dated.get(group.date) ?? []), group]);
  const recurs = spec.start.kind === 'event' && spec.start.which === 'recurring';
  return {
    overall: row(recurs ? own.filter(({ date }) => date === null) : own, place, spec),
    byDate: [...dated]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, of]) => ({ date, ...row(of, place, spec) })),
  };
}

/** Groups put together: in a column only those for whom it is over. */
function row(groups: readonly RetentionGroup[], place: number, spec: RetentionSpec): RetentionRow {
  const columns = columnsOf(spec.intervals);
  const returned = columns.map(() => 0);
  const overFor = columns.map(() => 0);
  let started = 0;
  for (const group of groups) {
    started += group.units;
    for (let column = 0; column < group.over; column += 1)
      overFor[column] = (overFor[column] ?? 0) + group.units;
    for (const [column, units] of group.returned[place] ?? [])
      returned[column] = (returned[column] ?? 0) + units;
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
  const of = (label: string) => curveRows(groups, label, 0, spec).overall;
  const [members, baseline] = [of(MEMBERS), of(BASELINE)];
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
