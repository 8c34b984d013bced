import { allOf, anyOf, joinSql, type Sql, sql, unsafeSql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { durationMs } from '../../language/duration.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import type { SequenceClause } from './schema.ts';

/**
 * One pass over the events of all steps. Of each unit the events are put in order as arrays, and for every step the array
 * `start<step>` says, event by event, when the latest chain of the steps so far began (-1: none yet). The latest start is the best
 * one: what may follow does not depend on it, and `within` asks for nothing but a late start. A step looks at the chains before
 * its event, so that one event never fills two steps.
 */
export function sequenceSql(clause: SequenceClause, context: SqlContext): UnitSet {
  const conditions = clause.steps.map(selectorSql);
  const fills = conditions.map(
    (condition, i) => sql`bitShiftLeft(toUInt32(${condition}), ${unsafeSql(String(i))})`,
  );
  const rows = windowTimeline(clause.window, anyOf(conditions), context, [
    sql`(${joinSql(fills, ' + ')}) AS step_bits`,
  ]);
  const last = clause.steps.length - 1;
  const starts = clause.steps.slice(0, last).map((_, i) => sql`${startsOf(i)} AS ${name('start', i)}`);
  const ends = [sql`bitTest(filled, ${unsafeSql(String(last))})`, sql`began >= 0`];
  if (clause.within) ends.push(sql`at - began <= ${param.int(durationMs(clause.within))}`);
  return unitsOf(sql`SELECT unit FROM (
    SELECT unit, arraySort(groupArray((t, seq, step_bits))) AS history, history.1 AS times, history.3 AS fills, ${joinSql(starts, ', ')}
    FROM (${rows}) GROUP BY unit HAVING ${allOf(conditions.map((_, i) => sql`max(bitTest(step_bits, ${unsafeSql(String(i))}))`))}
  ) WHERE arrayExists((filled, at, began) -> ${allOf(ends)}, fills, times, ${before(last - 1)})`);
}

function startsOf(step: number): Sql {
  const bit = unsafeSql(String(step));
  const begun = step === 0 ? sql`times` : before(step - 1);
  return sql`arrayFill(began -> began >= 0, arrayMap((filled, began) -> if(bitTest(filled, ${bit}), began, toInt64(-1)), fills, ${begun}))`;
}

/** The starts of a step's chains as they stood before each event. */
function before(step: number): Sql {
  return sql`arrayPopBack(arrayPushFront(${name('start', step)}, toInt64(-1)))`;
}

function name(word: string, step: number): Sql {
  return unsafeSql(`${word}${step}`);
}
