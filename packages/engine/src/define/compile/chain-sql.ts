import { anyOf, joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { ChainStep } from '../clauses/sequence/schema.ts';
import { durationMs } from '../language/duration.ts';
import { type EventSelector, selectorSql } from '../selector/event-selector.ts';

/**
 * Chains of steps in SQL, with no window function of ClickHouse: `windowFunnel` orders events of one millisecond in the chain's
 * favour. The events of a group (a unit, or one session of it) are sorted by (time, seq) in one array, an event being one integer:
 * time, seq and a bit for each step that it fills. Then for every step but the last the array `start<step>` says, event by event, when the
 * latest chain of the steps so far began (-1: none yet). The latest start is the best one: what may follow does not depend on it, and
 * a limit on the whole asks for nothing but a late start. A step looks at the chains before its event, so that one event never fills two.
 * Where the next step must come soon, `end<step>` says when the last event came that ends such a chain. It is the best one
 * to go on from: it is the nearest, and of two ends the later one never began earlier.
 */
export interface ChainRows {
  /** Which events to read. */
  readonly where: Sql;
  /** Of such an event, the bit of each selector that takes it. */
  readonly bits: Sql;
  /** The same as the column `step_bits`. */
  readonly column: Sql;
}

/** The most selectors whose events are told apart: as many bits stay for them beside 43 of time and 64 of seq. */
const STEP_BITS = 21;
const TIME_SHIFT = STEP_BITS + 64;
const CODE = sql`bitShiftLeft(toUInt128(t), ${n(TIME_SHIFT)}) + bitShiftLeft(toUInt128(seq), ${n(STEP_BITS)}) + step_bits`;

/** What to read of a timeline for these selectors: the bit of each in its place, counted from 0. */
export function chainRows(selectors: readonly EventSelector[]): ChainRows {
  const conditions = selectors.map(selectorSql);
  const fills = conditions.map((condition, i) => sql`bitShiftLeft(toUInt32(${condition}), ${n(i)})`);
  const bits = sql`(${joinSql(fills, ' + ')})`;
  return { where: anyOf(conditions), bits, column: sql`${bits} AS step_bits` };
}

/** Of some bits those from a place on. */
export function keepBits(bits: Sql, from: number): Sql {
  return sql`bitAnd(${bits}, toUInt32(${n(2 ** STEP_BITS - 2 ** from)}))`;
}

/**
 * A SELECT of `keys` and of the arrays `times`, `fills`, `start<step>` and `end<step>`, one row for each group of events that has at
 * least one for every step. `rows` has the columns of a timeline and `step_bits`, the steps' bits first.
 */
export function chainGroups(steps: readonly ChainStep[], rows: Sql, keys: readonly Sql[]): Sql {
  const all = n(2 ** steps.length - 1);
  const by = joinSql(keys, ', ');
  const groups = sql`SELECT ${by}, arraySort(groupArray(${CODE})) AS codes,
      arrayMap(code -> toInt64(bitShiftRight(code, ${n(TIME_SHIFT)})), codes) AS times,
      arrayMap(code -> toUInt32(code), codes) AS fills
    FROM (${rows}) GROUP BY ${by} HAVING bitAnd(groupBitOr(step_bits), ${all}) = ${all}`;
  const columns = steps.slice(0, -1).flatMap((_, step) => stepColumns(steps, step));
  return sql`SELECT ${joinSql([by, ...columns, sql`times`, sql`fills`], ', ')} FROM (${groups})`;
}

/** Over chainGroups: event by event, when the latest chain of all steps began that ends with this very event (-1: none). */
export function chainEnds(steps: readonly ChainStep[]): Sql {
  return endsOf(steps, steps.length - 1);
}

/** Over chainGroups: event by event, when the next later event comes that has the bit in this place (-1: none). */
export function nextTimes(place: number): Sql {
  const own = sql`arrayMap((filled, at) -> if(${hasBit(place)}, at, toInt64(-1)), fills, times)`;
  return sql`arrayPushBack(arrayPopFront(arrayReverseFill(next -> next >= 0, ${own})), toInt64(-1))`;
}

function hasBit(place: number): Sql {
  return sql`bitTest(filled, ${n(place)})`;
}

function stepColumns(steps: readonly ChainStep[], step: number): readonly Sql[] {
  const ends = endsOf(steps, step);
  if (!steps[step + 1]?.within) return [sql`arrayFill(began -> began >= 0, ${ends}) AS ${startName(step)}`];
  const exact = unsafeSql(`exact${step}`);
  const reached = sql`arrayMap((began, at) -> if(began >= 0, at, toInt64(-1)), ${exact}, times)`;
  return [
    sql`${ends} AS ${exact}`,
    sql`arrayFill(began -> began >= 0, ${exact}) AS ${startName(step)}`,
    sql`arrayFill(ended -> ended >= 0, ${reached}) AS ${endName(step)}`,
  ];
}

function endsOf(steps: readonly ChainStep[], step: number): Sql {
  const begun = step === 0 ? sql`times` : before(startName(step - 1));
  const within = steps[step]?.within;
  const bit = hasBit(step);
  if (!within) return sql`arrayMap((filled, began) -> if(${bit}, began, toInt64(-1)), fills, ${begun})`;
  const soon = sql`at - ended <= ${param.int(durationMs(within))}`;
  return sql`arrayMap((filled, began, at, ended) -> if(${bit} AND ${soon}, began, toInt64(-1)), fills, ${begun}, times, ${before(endName(step - 1))})`;
}

/** An array as it stood before each event. */
function before(array: Sql): Sql {
  return sql`arrayPopBack(arrayPushFront(${array}, toInt64(-1)))`;
}

function startName(step: number): Sql {
  return unsafeSql(`start${step}`);
}

function endName(step: number): Sql {
  return unsafeSql(`end${step}`);
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
