import type { MembersContext } from '../../define/compile/members.ts';
import type { CodeLayout } from '../../define/funnel/code-layout.ts';
import { allOf, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { must, unreachable } from '../../util/assert.ts';
import { carryingPaths } from '../funnel/breakdown-sql.ts';
import { encodeBreakdownValue } from '../funnel/breakdown-value.ts';
import { funnelPathsSql } from '../funnel/funnel-paths-sql.ts';
import type { FunnelPlan } from '../funnel/plan.ts';
import { withSegments } from '../scope/segments.ts';
import type { FunnelPeopleSpec } from './spec.ts';

export interface BarQuery {
  readonly plan: FunnelPlan;
  readonly context: MembersContext;
  readonly layout: CodeLayout;
  /** The place of a segment. */
  readonly segment: number | undefined;
  /** The values of the breakdown that have rows of their own, as breakdown-value.ts writes them. */
  readonly listed: readonly string[];
}

/** Rows `unit`, each once: those with a path in the bar. */
export function barUnitsSql({ bar, side, row }: FunnelPeopleSpec, query: BarQuery): Sql {
  const { plan, context, layout, segment, listed } = query;
  const { breakdown } = plan.spec;
  const hasValue = row !== undefined && row.kind !== 'unreached';
  const paths = hasValue
    ? carryingPaths(plan, must(breakdown, 'breakdown of a row'), context, layout)
    : funnelPathsSql(plan, context, layout);
  const conditions = [inBar(plan, bar, side)];
  if (row?.kind === 'unreached') conditions.push(sql`depth <= ${n(plan.attributedTo)}`);
  if (hasValue) conditions.push(inRow(row, listed));
  if (segment !== undefined) conditions.push(sql`has(segments, ${n(segment)})`);
  const rows =
    segment === undefined
      ? paths
      : withSegments(paths, plan.segments ?? [], { ...context, asOf: plan.membersAsOf });
  return sql`SELECT DISTINCT unit FROM (${rows}) WHERE ${allOf(conditions)}`;
}

/** Of a step that may be left out, those who got to where it could be done: did it, or did not. */
function inBar(plan: FunnelPlan, bar: number, side: FunnelPeopleSpec['side']): Sql {
  const place = bar - 1;
  const required = plan.places.indexOf(place);
  if (required >= 0) return side === 'converted' ? sql`depth > ${n(required)}` : sql`depth = ${n(required)}`;
  const optional = plan.spec.steps.slice(0, place).filter((step) => step.optional).length;
  const before = plan.places.filter((each) => each < place).length;
  const did = unsafeSql(`optional${optional + 1}`);
  return side === 'converted' ? did : sql`depth >= ${n(before)} AND NOT ${did}`;
}

function inRow(row: NonNullable<FunnelPeopleSpec['row']>, listed: readonly string[]): Sql {
  switch (row.kind) {
    case 'value':
      return sql`has(labels, ${param.string(encodeBreakdownValue(row.value))})`;
    case 'none':
      return sql`has(labels, '')`;
    case 'other':
      return sql`arrayExists(label -> NOT has(${param.strings(listed)}, label), labels)`;
    case 'unreached':
      return sql`1`;
    default:
      return unreachable(row);
  }
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
