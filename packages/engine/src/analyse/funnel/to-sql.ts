import type { MembersContext } from '../../define/compile/members.ts';
import type { CodeLayout } from '../../define/funnel/code-layout.ts';
import type { PeriodBounds } from '../../define/funnel/paths-sql.ts';
import { joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { withSegments } from '../scope/segments.ts';
import { FREQUENCY_BOUNDS, timeBounds } from './buckets.ts';
import { funnelPathsSql } from './funnel-paths-sql.ts';
import type { FunnelPlan } from './plan.ts';

/**
 * One row: `counts` by step, medians `from_previous` and `from_first` by step (null: no path reached it), `open`, see FunnelCounts; with steps that may be left out `did`, `did_and_went_on` and `went_on_without` by such step.
 */
export function funnelCountsSql(plan: FunnelPlan, context: MembersContext, layout: CodeLayout): Sql {
  const steps = range(1, plan.required.length);
  const gaps = (from: (step: number) => Sql) =>
    joinSql(
      steps.map((step) =>
        step === 1
          ? sql`toFloat64(nan)`
          : sql`quantileExactInclusiveIf(0.5)(at${n(step)} - ${from(step)}, depth >= ${n(step)})`,
      ),
      ', ',
    );
  const stillOpen = param.int(plan.asOf + plan.windowMs - plan.openMs);
  const open = sql`depth < ${n(steps.length)} AND last_deadline > ${stillOpen}`;
  return sql`SELECT ${stepCounts(plan)} AS counts, [${gaps((step) => sql`at${n(step - 1)}`)}] AS from_previous,
      [${gaps(() => beginning(plan))}] AS from_first,
      toUInt32(countIf(${open})) AS open${optionalCounts(plan)}
    FROM (${funnelPathsSql(plan, context, layout)})`;
}

/** When a path began. In order that is when its first step was done. */
function beginning({ spec }: FunnelPlan): Sql {
  return spec.order === 'any' ? sql`entered` : sql`at1`;
}

function optionalCounts({ optional }: FunnelPlan): Sql {
  if (optional.length === 0) return sql``;
  const each = (condition: (did: Sql, wentOn: Sql) => Sql) =>
    joinSql(
      optional.map(({ after }, i) => {
        const counted = condition(sql`optional${n(i + 1)}`, sql`depth >= ${n(after + 2)}`);
        return sql`toUInt32(countIf(${counted}))`;
      }),
      ', ',
    );
  return sql`, [${each((did) => did)}] AS did, [${each((did, wentOn) => sql`${did} AND ${wentOn}`)}] AS did_and_went_on,
      [${each((did, wentOn) => sql`NOT ${did} AND ${wentOn}`)}] AS went_on_without`;
}

/**
 * One row for what is asked of times and frequency: `previous` and `first`, by step from the second on, and `frequency`, each an array of
 * ((median, 90th percentile), mean, distribution).
 */
export function funnelSpreadsSql(plan: FunnelPlan, context: MembersContext, layout: CodeLayout): Sql {
  const steps = range(2, plan.required.length);
  const bounds = timeBounds(plan);
  const { frequency } = plan;
  const times = (from: (step: number) => Sql) =>
    steps.map((step) => spreadSql(sql`at${n(step)} - ${from(step)}`, sql`depth >= ${n(step)}`, bounds));
  const asked = [
    ...(plan.spec.timeToConvert
      ? [
          sql`[${joinSql(
            times((step) => sql`at${n(step - 1)}`),
            ', ',
          )}] AS previous`,
          sql`[${joinSql(
            times(() => beginning(plan)),
            ', ',
          )}] AS first`,
        ]
      : []),
    ...(frequency
      ? [
          sql`[${spreadSql(sql`toInt64(times_before)`, sql`depth > ${n(frequency.before)}`, FREQUENCY_BOUNDS)}] AS frequency`,
        ]
      : []),
  ];
  return sql`SELECT ${joinSql(asked, ', ')} FROM (${funnelPathsSql(plan, context, layout)})`;
}

function spreadSql(value: Sql, isCounted: Sql, bounds: readonly number[]): Sql {
  const bucket = sql`arrayCount(bound -> bound <= ${value}, ${param.ints(bounds)})`;
  return sql`(quantilesExactInclusiveIf(0.5, 0.9)(${value}, ${isCounted}), avgIf(${value}, ${isCounted}),
    arrayMap(counted -> toUInt32(counted), countIfResample(0, ${n(bounds.length + 1)}, 1)(${isCounted}, ${bucket})))`;
}

/** Rows `began` (ms), `counts` and `median` (from the beginning to the last step, null when nobody got there), one for each period with a path. */
export function funnelPeriodsSql(
  plan: FunnelPlan,
  context: MembersContext,
  layout: CodeLayout,
  bounds: PeriodBounds,
): Sql {
  return sql`SELECT toFloat64(period) AS began, ${stepCounts(plan)} AS counts, ${lastMedian(plan)} AS median
    FROM (${funnelPathsSql(plan, context, layout, bounds)}) GROUP BY period ORDER BY period`;
}

/** Rows `segment` (its place), `counts`, `median` as above and `shared` (paths whose unit is in the first segment too). */
export function funnelSegmentsSql(plan: FunnelPlan, context: MembersContext, layout: CodeLayout): Sql {
  const paths = withSegments(funnelPathsSql(plan, context, layout), plan.segments ?? [], {
    ...context,
    asOf: plan.membersAsOf,
  });
  return sql`SELECT segment, ${stepCounts(plan)} AS counts, ${lastMedian(plan)} AS median, toUInt32(countIf(has(segments, 0))) AS shared
    FROM (${paths}) ARRAY JOIN segments AS segment GROUP BY segment`;
}

function lastMedian(plan: FunnelPlan): Sql {
  const last = n(plan.required.length);
  return sql`quantileExactInclusiveIf(0.5)(at${last} - ${beginning(plan)}, depth >= ${last})`;
}

/** How many paths got to each step. */
export function stepCounts({ required }: FunnelPlan): Sql {
  return sql`[${joinSql(
    required.map((_, i) => sql`toUInt32(countIf(depth >= ${n(i + 1)}))`),
    ', ',
  )}]`;
}

/** A small number of ours as text: part of a name, or a literal. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
