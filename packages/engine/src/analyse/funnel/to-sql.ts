import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import { type EventSelector, selectorSql } from '../../define/selector/event-selector.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { allOf, anyOf, joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { must } from '../../util/assert.ts';
import { encodedBreakdownValue } from './breakdown-value.ts';
import {
  type CodeLayout,
  codeMarks,
  codeSeq,
  codeSql,
  codeTimes,
  lastRelevant,
  seqFits,
} from './code-layout.ts';
import { type FunnelBreakdownSpec, type FunnelSpec, MAX_STEPS } from './spec.ts';

/**
 * A SELECT with one row for each unit that did the first step: `unit`, `depth` (steps of its path), `at1`..`atN` (the path's
 * times, meaningless past `depth`), `start_seq`, `last_start` (when it last did the first step in the range) and `misfit`: some seq
 * does not fit the layout, so that nothing that the query says may be used.
 *
 * One pass, no window function of ClickHouse: `windowFunnel` orders events of one millisecond to the path's favour, and says
 * neither when the steps were done nor which path it took. Here a unit's events are sorted by (time, seq) in one array, an event
 * being one integer (time, seq and a bit for each step that it fills), and one sweep of array functions without a look into
 * another array follows: `began<j>` is for each event when the latest path of j steps so far began (0: none). The latest start
 * leaves most of the window, so step j + 1 is reached when some event fills it and the `began<j>` before it is within the
 * window. A path too old for one event is too old for all later ones, so nothing is lost when the fill skips it.
 *
 * The unit's path ends with `path_end`, the first event at which a path of its depth is complete, and begins with the first start
 * within the window before it: the next events from an earlier start are never later than those from a later one, so that start is
 * complete by `path_end` as well, and a still earlier one would have to be complete before it. Its further steps are each
 * the next event that fills it.
 */
export function funnelPathsSql(
  spec: FunnelSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
  layout: CodeLayout,
): Sql {
  const steps = spec.steps.length;
  const windowMs = param.int(durationMs(spec.conversionWindow));
  const base = param.int(layout.base);

  const forwards: Sql[] = [];
  for (let step = 2; step <= steps; step += 1) {
    const began = sql`began${n(step - 1)}`;
    // An event that fills two steps in a row must not follow itself. Where none can, `began` at an event that fills the later is that of the one before.
    const before = neverBoth(spec.steps[step - 2], spec.steps[step - 1])
      ? began
      : sql`arrayPushFront(arrayPopBack(${began}), toInt64(0))`;
    forwards.push(
      sql`arrayMap((m, at, began) -> if(${fills('m', step)} AND began != 0 AND at - began <= ${windowMs}, began, 0), marks, times, ${before}) AS reached${n(step)}`,
      sql`arrayFirstIndex(began -> began != 0, reached${n(step)}) AS end${n(step)}`,
    );
    if (step < steps)
      forwards.push(sql`arrayFill(began -> began != 0, reached${n(step)}) AS began${n(step)}`);
  }
  const ends = range(2, steps).map((step) => sql`end${n(step)}`);
  const depth = sql`toUInt8(1 + ${joinSql(
    ends.map((end) => sql`(${end} != 0)`),
    ' + ',
  )})`;
  const places = range(2, steps - 1).map(
    (step) =>
      sql`arrayFirstIndex((m, i) -> i > place${n(step - 1)} AND ${fills('m', step)}, marks, indexes) AS place${n(step)}`,
  );

  return sql`SELECT unit, depth, latest + ${base} AS last_start, start_seq, misfit,
      ${joinSql(
        range(1, steps - 1).map((step) => sql`times[place${n(step)}] + ${base} AS at${n(step)}`),
        ', ',
      )}, times[path_end] + ${base} AS at${n(steps)}
    FROM (
    SELECT unit, depth, latest, misfit, times, path_end, ${joinSql([sql`place1`, ...places], ', ')},
      ${codeSeq(sql`codes[place1]`, layout)} AS start_seq
    FROM (
    SELECT unit, depth, latest, misfit, codes, times, marks, path_end, arrayEnumerate(marks) AS indexes,
      arrayFirstIndex((m, at) -> ${fills('m', 1)} AND path_ends_at - at <= ${windowMs}, marks, times) AS place1
    FROM (
      SELECT unit, misfit, codes, times, marks, ${depth} AS depth, arrayMax(began1) AS latest,
        greatest(0, ${joinSql(ends, ', ')}) AS path_end, times[path_end] AS path_ends_at,
        arrayFill(began -> began != 0, arrayMap((m, at) -> if(${fills('m', 1)}, at, 0), marks, times)) AS began1,
        ${joinSql(forwards, ', ')}
      FROM (
        SELECT unit, misfit, codes, ${codeTimes(sql`codes`, layout)} AS times, ${codeMarks(sql`codes`, layout)} AS marks
        FROM (
          SELECT unit, arraySort(groupArray(code)) AS codes, bitTest(groupBitOr(flags), ${n(MISFIT)}) AS misfit
          FROM (${codedRows(spec, cohort, context, layout)})
          GROUP BY unit HAVING bitTest(groupBitOr(flags), 0)
        )
      )
    )))`;
}

/** Can no event be both? Told by the names alone. */
function neverBoth(one: EventSelector | undefined, other: EventSelector | undefined): boolean {
  if (!one?.names.length || !other?.names.length) return false;
  return !one.names.some((name) => other.names.includes(name));
}

/**
 * One row: `counts` by step, medians `from_previous` and `from_first` by step (null: no path reached it) and `open`, see FunnelCounts; and `misfit`, see funnelPathsSql.
 */
export function funnelCountsSql(
  spec: FunnelSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
  layout: CodeLayout,
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
      toUInt32(countIf(${open})) AS open, max(misfit) AS misfit
    FROM (${funnelPathsSql(spec, cohort, context, layout)})`;
}

/** Rows `value` (see breakdown-value.ts), `counts` by step, and `found`: how many values there are in all. */
export function funnelBreakdownSql(
  spec: FunnelSpec,
  breakdown: FunnelBreakdownSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
  layout: CodeLayout,
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
      INNER JOIN (SELECT unit, start_seq, depth FROM (${funnelPathsSql(spec, cohort, context, layout)})) AS paths
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

/** Rows `unit`, `code` (see code-layout.ts) and `flags`: the bits of the steps, and MISFIT. */
function codedRows(
  spec: FunnelSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
  layout: CodeLayout,
): Sql {
  const { from, to } = spec;
  const until = lastRelevant(spec, context.asOf);
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
  const asOf = spec.membersAsOf ?? context.asOf;
  const members = cohort ? sql`WHERE unit IN (${membersSql(cohort, { ...context, asOf })})` : sql``;
  return sql`SELECT unit, step_bits + if(${seqFits(layout)}, 0, ${n(2 ** MISFIT)}) AS flags, ${codeSql(layout)} AS code
    FROM (${rows}) ${members}`;
}

/** The bit of `flags` after those of the steps. */
const MISFIT = MAX_STEPS;

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
