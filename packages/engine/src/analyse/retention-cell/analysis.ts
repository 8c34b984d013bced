import { problemError } from '../../util/problem-error.ts';
import { unitsPage } from '../cohort/units-page.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { checkRetentionSize, chosenCohorts, retention } from '../retention/analysis.ts';
import { columnsOf } from '../retention/columns.ts';
import { certainLayout } from '../retention/event-layout.ts';
import { returnsOf } from '../retention/returns.ts';
import { listedValuesSql } from '../retention/to-sql.ts';
import { readPageCursor } from '../scope/page-cursor.ts';
import { cellDefinition } from './cell-definition.ts';
import { cellLabel } from './cell-label.ts';
import type { RetentionCellAnswer } from './result.ts';
import { type RetentionCellSpec, retentionCellSpec } from './spec.ts';
import { cellUnitsSql } from './to-sql.ts';

export const retentionCell = defineAnalysis<'retention-cell', RetentionCellSpec, RetentionCellAnswer>({
  kind: 'retention-cell',
  summary: 'Who is in a cell of a retention: those who came back in an interval, or did not, or who started.',
  spec: retentionCellSpec,
  range: ({ retention: spec }, asOf) => retention.range?.(spec, asOf) ?? null,
  run: cellAnswer,
});

async function cellAnswer(spec: RetentionCellSpec, context: AnalysisContext): Promise<RetentionCellAnswer> {
  const { store, project, overlay, cohorts: lookup, now, signal } = context;
  checkCell(spec);
  checkRetentionSize(spec.retention);
  const from = spec.cursor === undefined ? undefined : readPageCursor(spec.cursor);
  const asOf = from?.asOf ?? spec.retention.asOf ?? now;
  const asked = { ...spec.retention, asOf };
  const query = {
    spec: asked,
    cohorts: chosenCohorts(asked, lookup, asOf),
    context: { project: project.id, overlay, asOf, cohorts: lookup },
    timeZone: project.timeZone,
    layout: certainLayout(asked),
  };
  const listed = asked.breakdown
    ? await store.query<{ value: string }>(listedValuesSql(query, asked.breakdown), { signal })
    : [];
  const units = cellUnitsSql(
    spec,
    cellLabel(spec),
    query,
    listed.map(({ value }) => value),
  );
  return {
    kind: 'retention-cell',
    unit: asked.unit,
    asOf,
    ...(await unitsPage(units, { unit: asked.unit, asOf, limit: spec.limit, after: from?.unit }, context)),
    ...cellDefinition({ ...spec, retention: asked }, asOf, project.timeZone),
  };
}

function checkCell({ retention: spec, interval, return: place }: RetentionCellSpec): void {
  const columns = columnsOf(spec.intervals).length;
  if (interval !== undefined && interval >= columns)
    throw problemError(422, 'no-such-cell', `there are ${columns} columns, counted from 0`, 'interval');
  const returns = returnsOf(spec).length;
  if (place >= returns)
    throw problemError(422, 'no-such-cell', `there are ${returns} return events, counted from 0`, 'return');
}
