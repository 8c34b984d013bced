import { allOf, sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { chainEnds, chainGroups, chainRows } from '../../compile/chain-sql.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { durationMs } from '../../language/duration.ts';
import type { SqlContext } from '../define-clause.ts';
import type { SequenceClause } from './schema.ts';

/** One pass over the events of all steps: see chain-sql.ts. */
export function sequenceSql(clause: SequenceClause, context: SqlContext): UnitSet {
  const { where, column } = chainRows(clause.steps);
  const rows = windowTimeline(clause.window, where, context, [column]);
  const groups = chainGroups(clause.steps, rows, [sql`unit`]);
  const holds = [sql`began >= 0`];
  if (clause.within) holds.push(sql`at - began <= ${param.int(durationMs(clause.within))}`);
  return unitsOf(
    sql`SELECT unit FROM (${groups}) WHERE arrayExists((began, at) -> ${allOf(holds)}, ${chainEnds(clause.steps)}, times)`,
  );
}
