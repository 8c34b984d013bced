import { type Sql, sql, unsafeSql } from '../../../store/sql/fragment.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { certainLayout } from '../../funnel/code-layout.ts';
import { pathsSql } from '../../funnel/paths-sql.ts';
import type { SqlContext } from '../define-clause.ts';
import { type BarPlan, planBar } from './plan.ts';
import type { FunnelClause } from './schema.ts';

/** The funnel's own paths. Whether their seqs would fit a narrower layout only a query could tell. */
export function funnelSql(clause: FunnelClause, { project, overlay, unit, asOf }: SqlContext): UnitSet {
  const plan = planBar(clause, unit, asOf);
  const paths = pathsSql(plan, { project, overlay, asOf, taking: undefined }, certainLayout(plan));
  return unitsOf(sql`SELECT DISTINCT unit FROM (${paths}) WHERE ${inBar(plan)}`);
}

function inBar({ bar, optional }: BarPlan): Sql {
  const { side, of, place } = bar;
  if (of === 'required') return side === 'reached' ? sql`depth > ${n(place)}` : sql`depth = ${n(place)}`;
  const isDone = sql`optional${n(place + 1)}`;
  return side === 'reached' ? isDone : sql`NOT ${isDone} AND depth > ${n(optional[place]?.after ?? 0)}`;
}

/** A small number of ours as text: part of a name, or a literal. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
