import { certainLayout } from '../../define/funnel/code-layout.ts';
import { problemError } from '../../util/problem-error.ts';
import { unitsPage } from '../cohort/units-page.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { funnel } from '../funnel/analysis.ts';
import { funnelBreakdownSql } from '../funnel/breakdown-sql.ts';
import { planFunnel } from '../funnel/plan.ts';
import { readPageCursor } from '../scope/page-cursor.ts';
import { barDefinition } from './bar-definition.ts';
import { barUnitsSql } from './bar-sql.ts';
import type { FunnelPeopleAnswer } from './result.ts';
import { type FunnelPeopleSpec, funnelPeopleSpec } from './spec.ts';

export const funnelPeople = defineAnalysis<'funnel-people', FunnelPeopleSpec, FunnelPeopleAnswer>({
  kind: 'funnel-people',
  summary: 'Who is in a bar of a funnel: those who got to a step, or who dropped before it.',
  spec: funnelPeopleSpec,
  range: ({ funnel: spec }, asOf) => funnel.range?.(spec, asOf) ?? null,
  run: peopleAnswer,
});

async function peopleAnswer(spec: FunnelPeopleSpec, context: AnalysisContext): Promise<FunnelPeopleAnswer> {
  const { store, project, overlay, cohorts, now, signal } = context;
  checkBar(spec);
  const from = spec.cursor === undefined ? undefined : readPageCursor(spec.cursor);
  const asOf = from?.asOf ?? spec.funnel.asOf ?? now;
  const asked = { ...spec, funnel: { ...spec.funnel, asOf } };
  const plan = planFunnel(asked.funnel, { now, cohorts, timeZone: project.timeZone });
  const members = { project: project.id, overlay, asOf, cohorts };
  const layout = certainLayout(plan);
  const { breakdown } = plan.spec;
  const listed =
    breakdown && spec.row?.kind === 'other'
      ? await store.query<{ value: string }>(funnelBreakdownSql(plan, breakdown, members, layout), { signal })
      : [];
  const units = barUnitsSql(asked, {
    plan,
    context: members,
    layout,
    segment: segmentPlace(spec),
    listed: listed.map(({ value }) => value),
  });
  return {
    kind: 'funnel-people',
    unit: plan.spec.unit,
    asOf,
    ...(await unitsPage(
      units,
      { unit: plan.spec.unit, asOf, limit: spec.limit, after: from?.unit },
      context,
    )),
    ...barDefinition(asked, asOf, project.timeZone),
  };
}

function checkBar({ funnel: { steps, breakdown }, bar, side, row }: FunnelPeopleSpec): void {
  if (bar > steps.length)
    throw problemError(422, 'no-such-bar', `there are ${steps.length} bars: name one of them`, 'bar');
  if (side === 'dropped' && bar === 1)
    throw problemError(422, 'no-such-bar', 'nobody drops before the first step: name a later bar', 'bar');
  if (row === undefined) return;
  if (breakdown === undefined)
    throw problemError(422, 'no-such-row', 'the funnel has no breakdown: leave the row out', 'row');
  if (steps[bar - 1]?.optional)
    throw problemError(422, 'no-such-row', 'a breakdown counts the steps that may not be left out', 'bar');
}

function segmentPlace({ segment, funnel: { segments = [] } }: FunnelPeopleSpec): number | undefined {
  if (segment === undefined) return undefined;
  const place = segments.findIndex(({ name }) => name === segment);
  if (place === -1)
    throw problemError(
      422,
      'no-such-segment',
      `there is no segment ${JSON.stringify(segment)} in the funnel`,
      'segment',
    );
  return place;
}
