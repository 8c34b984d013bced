import { allOf, anyOf, joinSql, type Sql, sql, unsafeSql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { windowTimeline } from '../../compile/window-timeline.ts';
import { durationMs } from '../../language/duration.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import type { SequenceClause } from './schema.ts';

/**
 * One pass over the events of all steps, no window function of ClickHouse: `windowFunnel` orders events of one millisecond in the
 * chain's favour. Of each unit that did every step the events are sorted by (time, seq) in one array, an event being one
 * integer: time, seq and a bit for each step that it fills. Then for every step the array `start<step>` says, event by event, when the
 * latest chain of the steps so far began (-1: none yet). The latest start is the best one: what may follow does not depend on it, and
 * `within` asks for nothing but a late start. A step looks at the chains before its event, so that one event never fills two.
 */
export function sequenceSql(clause: SequenceClause, context: SqlContext): UnitSet {
  const conditions = clause.steps.map(selectorSql);
  const fills = conditions.map((condition, i) => sql`bitShiftLeft(toUInt32(${condition}), ${n(i)})`);
  const rows = windowTimeline(clause.window, anyOf(conditions), context, [
    sql`(${joinSql(fills, ' + ')}) AS step_bits`,
  ]);
  const last = clause.steps.length - 1;
  const starts = clause.steps.slice(0, last).map((_, i) => sql`${startsOf(i)} AS ${startName(i)}`);
  const ends = [sql`bitTest(filled, ${n(last)})`, sql`began >= 0`];
  if (clause.within) ends.push(sql`at - began <= ${param.int(durationMs(clause.within))}`);
  return unitsOf(sql`SELECT unit FROM (
    SELECT unit, ${joinSql(starts, ', ')}, times, fills FROM (
      SELECT unit, arraySort(groupArray(${CODE})) AS codes,
        arrayMap(code -> toInt64(bitShiftRight(code, ${n(TIME_SHIFT)})), codes) AS times,
        arrayMap(code -> toUInt32(code), codes) AS fills
      FROM (${rows}) GROUP BY unit HAVING groupBitOr(step_bits) = ${n(2 ** clause.steps.length - 1)}
    )
  ) WHERE arrayExists((filled, at, began) -> ${allOf(ends)}, fills, times, ${before(last - 1)})`);
}

/** The most steps that a clause may have: as many bits stay for them beside 44 of time and 64 of seq. */
const STEP_BITS = 20;
const TIME_SHIFT = STEP_BITS + 64;
const CODE = sql`bitShiftLeft(toUInt128(t), ${n(TIME_SHIFT)}) + bitShiftLeft(toUInt128(seq), ${n(STEP_BITS)}) + step_bits`;

function startsOf(step: number): Sql {
  const begun = step === 0 ? sql`times` : before(step - 1);
  return sql`arrayFill(began -> began >= 0, arrayMap((filled, began) -> if(bitTest(filled, ${n(step)}), began, toInt64(-1)), fills, ${begun}))`;
}

/** The starts of a step's chains as they stood before each event. */
function before(step: number): Sql {
  return sql`arrayPopBack(arrayPushFront(${startName(step)}, toInt64(-1)))`;
}

function startName(step: number): Sql {
  return unsafeSql(`start${step}`);
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
