import { joinSql, type Sql, sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { sessionTimeline } from '../../compile/session-timeline.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { durationMs } from '../../language/duration.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import { type EventCountClause, eventsNeeded, type Together } from './schema.ts';

/** Who has enough of the clause's events close together. One pass, like the plain count. */
export function togetherSql(clause: EventCountClause, together: Together, context: SqlContext): UnitSet {
  const needed = eventsNeeded(clause);
  return unitsOf(
    together.kind === 'session'
      ? inOneSession(clause, needed, context)
      : inAnySpan(clause, needed, durationMs(together.duration), context),
  );
}

/** Of each unit the times in order; then every time beside the one that is so many events later. */
function inAnySpan(clause: EventCountClause, needed: number, length: number, context: SqlContext): Sql {
  const rows = windowTimeline(clause.window, selectorSql(clause.event), context);
  // Not less than 0: the engine may look at units that have too few, though they are left out.
  const groups = sql`greatest(toInt64(length(times)) - ${param.int(needed - 1)}, 0)`;
  const begins = sql`arraySlice(times, 1, ${groups})`;
  const ends = sql`arraySlice(times, ${param.int(needed)})`;
  return sql`SELECT unit FROM (
    SELECT unit, arraySort(groupArray(t)) AS times FROM (${rows}) GROUP BY unit HAVING count() >= ${param.int(needed)}
  ) WHERE arrayExists((begin, end) -> end - begin < ${param.int(length)}, ${begins}, ${ends})`;
}

function inOneSession(clause: EventCountClause, needed: number, context: SqlContext): Sql {
  const { rows, keys } = sessionTimeline(clause.window, selectorSql(clause.event), context, []);
  const having = sql`HAVING count() >= ${param.int(needed)}`;
  return sql`SELECT DISTINCT unit FROM (SELECT unit FROM (${rows}) GROUP BY ${joinSql(keys, ', ')} ${having})`;
}
