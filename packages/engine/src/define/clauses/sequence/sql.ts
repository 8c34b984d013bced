import { allOf, sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { chainEnds, chainGroups, chainRows } from '../../compile/chain-sql.ts';
import { sessionTimeline } from '../../compile/session-timeline.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { durationMs } from '../../language/duration.ts';
import type { SqlContext } from '../define-clause.ts';
import type { SequenceClause } from './schema.ts';

/** One pass over the events of all steps, a session at a time when they must be of one: see chain-sql.ts. */
export function sequenceSql(clause: SequenceClause, context: SqlContext): UnitSet {
  const { where, column } = chainRows(clause.steps);
  const { rows, keys } = clause.together
    ? sessionTimeline(clause.window, where, context, [column])
    : { rows: windowTimeline(clause.window, where, context, [column]), keys: [sql`unit`] };
  const groups = chainGroups(clause.steps, rows, keys);
  const select = clause.together ? sql`SELECT DISTINCT unit` : sql`SELECT unit`;
  const holds = [sql`began >= 0`];
  if (clause.within) holds.push(sql`at - began <= ${param.int(durationMs(clause.within))}`);
  return unitsOf(
    sql`${select} FROM (${groups}) WHERE arrayExists((began, at) -> ${allOf(holds)}, ${chainEnds(clause.steps)}, times)`,
  );
}
