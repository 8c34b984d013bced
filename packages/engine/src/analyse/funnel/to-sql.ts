import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { allOf, anyOf, joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { must } from '../../util/assert.ts';
import { encodedBreakdownValue } from './breakdown-value.ts';
import type { FunnelBreakdownSpec, FunnelSpec } from './spec.ts';

/**
 * A SELECT with one row for each unit that did the first step: `unit`, `depth` (steps of its path), `at1`..`atN` (the path's
 * times, meaningless past `depth`), `start_seq` and `last_start` (when it last did the first step in the range).
 *
 * One pass, no window function of ClickHouse: `windowFunnel` orders events of one millisecond to the path's favour, and says
 * neither when the steps were done nor which path it took. Here a unit's events are sorted by (time, seq) in one array, an event
 * being one integer (time, seq and a bit for each step that it fills), and two sweeps of array functions without a
 * look into another array follow:
 * - forwards, `began<j>` is for each event when the latest path of j steps so far began (0: none). The latest start leaves most
 *   of the window, so step j + 1 is reached when some event fills it and the `began<j>` before it is within the window. A
 *   path too old for one event is too old for all later ones, so nothing is lost when the fill skips it.
 * - backwards, `ends<j>` is for each event the earliest end of a path of the steps from j to the unit's depth among the events after it.
 *   The first start whose end is within the window is the path's; its further steps are each the next event that fills it.
 */
export function funnelPathsSql(
  spec: FunnelSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
): Sql {
  const steps = spec.steps.length;
  const windowMs = param.int(durationMs(spec.conversionWindow));
  const within = (end: string, start: string) => sql`${unsafeSql(end)} - ${unsafeSql(start)} <= ${windowMs}`;

  const forwards: Sql[] = [];
  for (let step = 2; step <= steps; step += 1) {
    const before = `arrayPushFront(arrayPopBack(${step === 2 ? 'began1' : `began${step - 1}`}), toInt64(0))`;
    forwards.push(
      sql`arrayMap((m, at, began) -> if(${fills('m', step)} AND began != 0 AND ${within('at', 'began')}, began, 0), all_marks, all_times, ${unsafeSql(before)}) AS reached${n(step)}`,
      sql`arrayExists(began -> began != 0, reached${n(step)}) AS has${n(step)}`,
    );
    if (step < steps)
      forwards.push(sql`arrayFill(began -> began != 0, reached${n(step)}) AS began${n(step)}`);
  }
  const depth = sql`toUInt8(1 + ${joinSql(
    range(2, steps).map((step) => sql`has${n(step)}`),
    ' + ',
  )})`;

  let ends = sql`times`;
  for (let step = steps; step >= 2; step -= 1) {
    // Named once in each round: ClickHouse writes an alias out wherever it stands, and two mentions would double the query at every step.
    const next = sql`arrayReverseFill(e -> e != 0, arrayMap((e, m) -> if(${fills('m', step)}, e, 0), ${ends}, marks))`;
    ends = sql`if(depth >= ${n(step)}, arrayPushBack(arrayPopFront(${next}), toInt64(0)), times)`;
  }
  const places = range(2, steps).map(
    (step) =>
      sql`arrayFirstIndex((m, i) -> i > place${n(step - 1)} AND ${fills('m', step)}, marks, arrayEnumerate(marks)) AS place${n(step)}`,
  );

  const shift = seqShift(steps);
  return sql`SELECT unit, depth, last_start, start_seq,
      ${joinSql(
        range(1, steps).map((step) => sql`times[place${n(step)}] AS at${n(step)}`),
        ', ',
      )}
    FROM (
    SELECT unit, depth, last_start, times, place1, ${joinSql(places, ', ')},
      toUInt64(bitShiftRight(codes[places[place1]], ${n(shift)})) AS start_seq
    FROM (
    SELECT unit, depth, last_start, codes, places, times, marks,
      arrayFirstIndex((m, e, at) -> ${fills('m', 1)} AND e != 0 AND ${within('e', 'at')}, marks, ${ends}, times) AS place1
    FROM (
    SELECT unit, depth, last_start, codes,
      if(depth = 1, [first_place], arrayEnumerate(all_times)) AS places,
      if(depth = 1, [all_times[first_place]], all_times) AS times,
      if(depth = 1, [toUInt64(1)], all_marks) AS marks
    FROM (
      SELECT unit, codes, all_times, all_marks, ${depth} AS depth, arrayMax(began1) AS last_start,
        arrayFirstIndex(m -> ${fills('m', 1)}, all_marks) AS first_place,
        arrayFill(began -> began != 0, arrayMap((m, at) -> if(${fills('m', 1)}, at, 0), all_marks, all_times)) AS began1,
        ${joinSql(forwards, ', ')}
      FROM (
        SELECT unit, codes,
          arrayMap(code -> toInt64(bitShiftRight(code, ${n(shift + 64)})), codes) AS all_times,
          arrayMap(code -> toUInt64(code), codes) AS all_marks
        FROM (
          SELECT unit, arraySort(groupArray(code)) AS codes FROM (${codedRows(spec, cohort, context)})
          GROUP BY unit HAVING max(bitTest(step_bits, 0))
        )
      )
    ))))`;
}

/**
 * One row: `counts` by step, medians `from_previous` and `from_first` by step (null: no path reached it) and `open`, see FunnelCounts.
 */
export function funnelCountsSql(
  spec: FunnelSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
): Sql {
  const steps = range(1, spec.steps.length);
  const gaps = (from: (step: number) => number) =>
    joinSql(
      steps.map((step) =>
        step === 1
          ? sql`toFloat64(nan)`
          : sql`quantileExactInclusiveIf(0.5)(at${n(step)} - at${n(from(step))}, depth >= ${n(step)})`,
      ),
      ', ',
    );
  const open = sql`depth < ${n(steps.length)} AND last_start + ${param.int(durationMs(spec.conversionWindow))} > ${param.int(context.asOf)}`;
  return sql`SELECT ${stepCounts(spec)} AS counts, [${gaps((step) => step - 1)}] AS from_previous, [${gaps(() => 1)}] AS from_first,
      toUInt32(countIf(${open})) AS open
    FROM (${funnelPathsSql(spec, cohort, context)})`;
}

/** Rows `value` (see breakdown-value.ts), `counts` by step, and `found`: how many values there are in all. */
export function funnelBreakdownSql(
  spec: FunnelSpec,
  breakdown: FunnelBreakdownSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
): Sql {
  const [first] = spec.steps;
  const values = timeline({
    project: context.project,
    overlay: context.overlay,
    unit: spec.unit,
    after: spec.from > 0 ? spec.from - 1 : undefined,
    until: Math.min(context.asOf, spec.to - 1),
    where: selectorSql(must(first, 'first step')),
    columns: [sql`${encodedBreakdownValue(breakdown.scope, breakdown.property)} AS value`],
  });
  return sql`SELECT value, counts, toUInt32(count() OVER ()) AS found FROM (
      SELECT value, ${stepCounts(spec)} AS counts
      FROM (${values}) AS carried
      INNER JOIN (SELECT unit, start_seq, depth FROM (${funnelPathsSql(spec, cohort, context)})) AS paths
      ON carried.unit = paths.unit AND carried.seq = paths.start_seq
      GROUP BY value
    ) ORDER BY counts[1] DESC, value LIMIT ${n(breakdown.limit)}`;
}

function stepCounts(spec: FunnelSpec): Sql {
  return sql`[${joinSql(
    spec.steps.map((_, i) => sql`toUInt32(countIf(depth >= ${n(i + 1)}))`),
    ', ',
  )}]`;
}

/** Rows `unit`, `step_bits` and `code`: time, seq and step bits in one integer that orders as (time, seq) does. */
function codedRows(spec: FunnelSpec, cohort: CohortDefinition | undefined, context: MembersContext): Sql {
  const { from, to } = spec;
  const until = Math.min(context.asOf, to - 1 + durationMs(spec.conversionWindow));
  const conditions = spec.steps.map((step, i) =>
    i === 0 ? allOf([selectorSql(step), sql`time < ${instant(to)}`]) : selectorSql(step),
  );
  const bits = conditions.map((condition, i) => sql`bitShiftLeft(toUInt64(${condition}), ${n(i)})`);
  const rows = timeline({
    project: context.project,
    overlay: context.overlay,
    unit: spec.unit,
    after: from > 0 ? from - 1 : undefined,
    until,
    where: anyOf(conditions),
    columns: [sql`(${joinSql(bits, ' + ')}) AS step_bits`],
  });
  const integer = unsafeSql(spec.steps.length <= NARROW_STEPS ? 'toUInt128' : 'toUInt256');
  const shift = seqShift(spec.steps.length);
  const asOf = spec.membersAsOf ?? context.asOf;
  const members = cohort ? sql`WHERE unit IN (${membersSql(cohort, { ...context, asOf })})` : sql``;
  return sql`SELECT unit, step_bits,
      bitShiftLeft(${integer}(t), ${n(shift + 64)}) + bitShiftLeft(${integer}(seq), ${n(shift)}) + step_bits AS code
    FROM (${rows}) ${members}`;
}

/** 44 bits of time, 64 of seq and these fit 128. */
const NARROW_STEPS = 20;

function seqShift(steps: number): number {
  return steps <= NARROW_STEPS ? NARROW_STEPS : 40;
}

function fills(mark: string, step: number): Sql {
  return sql`bitTest(${unsafeSql(mark)}, ${n(step - 1)})`;
}

/** A small number of ours as text: part of a name, or a literal. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
