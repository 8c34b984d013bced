import { firstSeenRows } from '../../define/compile/first-seen-rows.ts';
import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CodeLayout } from '../../define/funnel/code-layout.ts';
import { type PeriodBounds, pathsSql } from '../../define/funnel/paths-sql.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { instant } from '../../store/sql/parameter.ts';
import type { FunnelPlan } from './plan.ts';

/** The rows of pathsSql, of the units that take part. */
export function funnelPathsSql(
  plan: FunnelPlan,
  context: MembersContext,
  layout: CodeLayout,
  bounds?: PeriodBounds | undefined,
): Sql {
  const { project, overlay, asOf, sequenceColumns } = context;
  const taking = takingPart(plan, context);
  return pathsSql(plan, { project, overlay, asOf, sequenceColumns, taking }, layout, bounds);
}

/** Does a row's `unit` take part? Undefined: every unit does. */
function takingPart(plan: FunnelPlan, context: MembersContext): Sql | undefined {
  const conditions: Sql[] = [];
  if (plan.cohort)
    conditions.push(sql`unit IN (${membersSql(plan.cohort, { ...context, asOf: plan.membersAsOf })})`);
  if (plan.spec.newOnly) {
    const known = firstSeenRows({ ...context, unit: plan.spec.unit });
    conditions.push(sql`unit IN (SELECT unit FROM (${known}) GROUP BY unit
      HAVING min(first_seen) >= ${instant(plan.from)} AND min(first_seen) < ${instant(plan.to)})`);
  }
  return conditions.length === 0 ? undefined : joinSql(conditions, ' AND ');
}
