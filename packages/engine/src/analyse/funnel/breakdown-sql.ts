import type { MembersContext } from '../../define/compile/members.ts';
import type { CodeLayout } from '../../define/funnel/code-layout.ts';
import { lastRelevant } from '../../define/funnel/path-plan.ts';
import { plainSpan } from '../../define/language/window.ts';
import { jsonValue, type ValueSql } from '../../define/selector/compare-sql.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { labelsSql } from '../../define/selector/labels.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { must } from '../../util/assert.ts';
import { FIRST_ACCOUNT, withAccountProperty } from '../scope/account-property.ts';
import { encodedBreakdownValue } from './breakdown-value.ts';
import { funnelPathsSql } from './funnel-paths-sql.ts';
import type { FunnelPlan } from './plan.ts';
import type { FunnelBreakdownSpec } from './spec.ts';
import { stepCounts } from './to-sql.ts';

/** Rows `value` (see breakdown-value.ts), `counts` by step, and `found`: how many values there are in all. Of paths that carry one. */
export function funnelBreakdownSql(
  plan: FunnelPlan,
  breakdown: FunnelBreakdownSpec,
  context: MembersContext,
  layout: CodeLayout,
): Sql {
  return sql`SELECT value, counts, toUInt32(count() OVER ()) AS found FROM (
      SELECT value, ${stepCounts(plan)} AS counts
      FROM (${carryingPaths(plan, breakdown, context, layout)}) ARRAY JOIN labels AS value
      GROUP BY value
    ) ORDER BY counts[1] DESC, value LIMIT ${unsafeSql(String(breakdown.limit))}`;
}

/** One row: `counts` of the paths that carry a value, as breakdown-value.ts writes it, which is not among `shown`. Each path once. */
export function otherValuesSql(
  plan: FunnelPlan,
  breakdown: FunnelBreakdownSpec,
  shown: readonly string[],
  context: MembersContext,
  layout: CodeLayout,
): Sql {
  return sql`SELECT ${stepCounts(plan)} AS counts FROM (${carryingPaths(plan, breakdown, context, layout)})
    WHERE arrayExists(label -> NOT has(${param.strings(shown)}, label), labels)`;
}

/** Rows `unit`, `depth` and `labels` (Array(String), never empty) of the paths that got to the step whose event carries the value. */
export function carryingPaths(
  plan: FunnelPlan,
  breakdown: FunnelBreakdownSpec,
  context: MembersContext,
  layout: CodeLayout,
): Sql {
  const step = unsafeSql(String(plan.attributedTo + 1));
  const paths = sql`SELECT unit, seq${step} AS at_seq, depth FROM (${funnelPathsSql(plan, context, layout)}) WHERE depth >= ${step}`;
  if (breakdown.hits) {
    return sql`SELECT paths.unit AS unit, depth, if(empty(labels), [''], labels) AS labels
      FROM (${paths}) AS paths LEFT JOIN (${hitLabels(plan, breakdown, breakdown.hits, context)}) AS carried ON paths.unit = carried.unit`;
  }
  const bounds =
    plan.spec.order === 'this' && plan.attributedTo === 0
      ? Math.min(plan.asOf, plan.to - 1)
      : lastRelevant(plan);
  const values = labelledEvents(plan, breakdown, context, {
    after: plan.from > 0 ? plan.from - 1 : undefined,
    until: bounds,
    where: selectorSql(must(plan.required[plan.attributedTo], 'step')),
  });
  return sql`SELECT paths.unit AS unit, depth, labels FROM (${values}) AS carried INNER JOIN (${paths}) AS paths
    ON carried.unit = paths.unit AND carried.seq = paths.at_seq`;
}

/** Rows `unit` and `labels`: all different values on the events that the unit did in the window. */
function hitLabels(
  plan: FunnelPlan,
  breakdown: FunnelBreakdownSpec,
  hits: NonNullable<FunnelBreakdownSpec['hits']>,
  context: MembersContext,
): Sql {
  const { after, until } = hits.window
    ? plainSpan(hits.window, plan.asOf)
    : { after: plan.from - 1, until: Math.min(plan.to - 1, plan.asOf) };
  const events = labelledEvents(plan, { ...breakdown, lists: 'each' }, context, {
    after: after < 0 ? undefined : after,
    until,
    where: selectorSql(hits.event),
  });
  return sql`SELECT unit, arrayFilter(label -> label != '', groupUniqArrayArray(labels)) AS labels FROM (${events}) GROUP BY unit`;
}

/** Rows `unit`, `seq` and `labels` of events. */
function labelledEvents(
  plan: FunnelPlan,
  { scope, property, lists }: FunnelBreakdownSpec,
  context: MembersContext,
  events: { readonly after: number | undefined; readonly until: number; readonly where: Sql },
): Sql {
  const { unit } = plan.spec;
  const labelled = (value: ValueSql) =>
    lists === 'each' ? labelsSql(value) : sql`[${encodedBreakdownValue(value)}]`;
  const request = { project: context.project, overlay: context.overlay, unit, ...events };
  if (scope === 'account') {
    const rows = timeline({ ...request, columns: unit === 'user' ? [FIRST_ACCOUNT] : [] });
    const { project, overlay } = context;
    return withAccountProperty(rows, {
      project,
      overlay,
      unit,
      property,
      until: events.until,
      name: sql`labels`,
      of: labelled,
    });
  }
  const value = jsonValue(scope === 'event' ? 'properties' : 'user_properties', property);
  return timeline({ ...request, columns: [sql`${labelled(value)} AS labels`] });
}
