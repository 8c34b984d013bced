import { durationMs } from '../../define/language/duration.ts';
import { NONE } from '../../define/selector/labels.ts';
import { must } from '../../util/assert.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { rangesOf } from './ranges.ts';
import type { CohortAnswer, RangeLabel, Segment, ValueLabel } from './result.ts';
import type { CohortSplitSpec } from './spec.ts';
import { segmentDefinition } from './split-definition.ts';
import { labelCountsSql, labelledMembersSql, memberTotalsSql } from './split-to-sql.ts';
import { OTHER, valueLabel } from './value-label.ts';

interface LabelRow {
  readonly label: string;
  readonly members: number;
  readonly converted: number;
}

interface TotalsRow {
  readonly members: number;
  readonly converted: number;
  readonly others: number;
  readonly others_converted: number;
}

/** Answers a split of a cohort. Throws a ProblemError when the cohort is not there or of another unit. */
export async function cohortAnswer(spec: CohortSplitSpec, context: AnalysisContext): Promise<CohortAnswer> {
  const asOf = spec.asOf ?? context.now;
  const options = { signal: context.signal };
  const cohort = chosenCohort(spec.cohort, spec.unit, context.cohorts);
  const labelled = labelledMembersSql(spec, cohort, context, asOf);
  const ranges = rangesOfSplit(spec);
  const atMost = 1 + (ranges?.length ?? spec.limit);
  const rows = await context.store.query<LabelRow>(labelCountsSql(labelled, atMost), options);
  const found = ranges ? rows : withoutExtra(rows, spec.limit);
  const listed = found.map(({ label }) => label);
  const totals = must(
    (await context.store.query<TotalsRow>(memberTotalsSql(labelled, listed), options))[0],
    'totals',
  );
  const conversion = (members: number, converted: number) =>
    spec.goal ? proportion(converted, members) : null;
  const until = spec.goal && asOf + durationMs(spec.goal.within);
  const rowsInOrder = ranges ? rangeRows(ranges, found) : valueRows(found, totals);
  const values = found
    .map(({ label }) => valueLabel(label))
    .flatMap((l) => (l.kind === 'value' ? [l.value] : []));
  return {
    of: 'cohort',
    asOf,
    members: totals.members,
    conversion: conversion(totals.members, totals.converted),
    goal: until === undefined ? null : { until, isComplete: until <= context.now },
    mayOverlap: spec.split.by !== 'frequency',
    segments: rowsInOrder.map(
      ({ label, members, converted }): Segment => ({
        label,
        members,
        share: totals.members === 0 ? 0 : members / totals.members,
        conversion: conversion(members, converted),
        ...segmentDefinition(spec, cohort, label, ranges ? [] : values, context.project.timeZone),
      }),
    ),
  };
}

interface LabelledRow extends Omit<LabelRow, 'label'> {
  readonly label: ValueLabel | RangeLabel;
}

function rangesOfSplit({ split }: CohortSplitSpec): readonly RangeLabel[] | undefined {
  if (split.by === 'frequency') return rangesOf(split.buckets, 0);
  return split.by === 'size' ? rangesOf(split.buckets, null) : undefined;
}

/** One row more than are listed was asked for, because NONE takes no place among the values. */
function withoutExtra(rows: readonly LabelRow[], limit: number): readonly LabelRow[] {
  const none = rows.filter(({ label }) => label === NONE);
  return [...rows.filter(({ label }) => label !== NONE).slice(0, limit), ...none];
}

function rangeRows(ranges: readonly RangeLabel[], rows: readonly LabelRow[]): LabelledRow[] {
  const none = rows.find(({ label }) => label === NONE);
  return [
    ...ranges.map((label, i) => {
      const row = rows.find((each) => each.label === String(i));
      return { label, members: row?.members ?? 0, converted: row?.converted ?? 0 };
    }),
    ...(none ? [{ ...none, label: valueLabel(NONE) }] : []),
  ];
}

function valueRows(rows: readonly LabelRow[], totals: TotalsRow): LabelledRow[] {
  const shown = rows.map((row) => ({ ...row, label: valueLabel(row.label) }));
  const rest = { label: valueLabel(OTHER), members: totals.others, converted: totals.others_converted };
  return [
    ...shown.filter(({ label }) => label.kind !== 'none'),
    ...(rest.members > 0 ? [rest] : []),
    ...shown.filter(({ label }) => label.kind === 'none'),
  ];
}
