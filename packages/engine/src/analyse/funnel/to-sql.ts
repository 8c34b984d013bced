import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import { type EventSelector, selectorSql } from '../../define/selector/event-selector.ts';
import { movesKeys, resolveUsers, storedTimeline, timeline } from '../../store/clickhouse/timeline.ts';
import { allOf, anyOf, joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { must } from '../../util/assert.ts';
import { encodedBreakdownValue } from './breakdown-value.ts';
import {
  type CodeLayout,
  codeDeadline,
  codeInstant,
  codeSeq,
  codeSql,
  fills,
  lastRelevant,
  seqFits,
} from './code-layout.ts';
import { type FunnelBreakdownSpec, type FunnelSpec, MAX_STEPS } from './spec.ts';

/**
 * A SELECT with one row for each unit that did the first step: `unit`, `depth` (steps of its path), `at1`..`atN` (the path's
 * times, meaningless past `depth`), `start_seq`, `last_deadline` (the end of the window of the last time it did the first step in
 * the range) and `misfit`: some seq does not fit the layout, so that nothing that the query says may be used.
 *
 * One pass, no window function of ClickHouse: `windowFunnel` orders events of one millisecond to the path's favour, and says
 * neither when the steps were done nor which path it took. Here a unit's events are sorted by (time, seq) in one array, an event
 * being one integer (time, seq and a bit for each step that it fills), and one sweep of array functions without a look into
 * another array follows: `open<j>` is for each event the deadline of the latest path of j steps so far (0: none), that is the last
 * code within the window of its start. The latest start leaves most of the window, so step j + 1 is reached when some event
 * fills it and is not past the `open<j>` before it. A path too old for one event is too old for all later ones, so
 * nothing is lost when the fill skips it.
 *
 * The unit's path ends with `path_end`, the first event at which a path of its depth is complete, and begins with the first start
 * within the window before it: the next events from an earlier start are never later than those from a later one, so that start is
 * complete by `path_end` as well, and a still earlier one would have to be complete before it. Its further steps are each
 * the next event that fills it. All but the end are looked for in `near`, the few events up to the end with it in their window.
 * Where no second step was reached there is no end: its code is 0, and every event is near.
 */
export function funnelPathsSql(
  spec: FunnelSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
  layout: CodeLayout,
): Sql {
  const steps = spec.steps.length;
  const code = sql`code`;
  const deadline = codeDeadline(code, durationMs(spec.conversionWindow), layout);

  const sweep: Sql[] = [
    sql`arrayFill(open -> open != 0, arrayMap(code -> if(${fills(code, 1)}, ${deadline}, 0), codes)) AS open1`,
  ];
  for (let step = 2; step <= steps; step += 1) {
    const open = sql`open${n(step - 1)}`;
    // An event that fills two steps in a row must not follow itself. Where none can, what is open at an event that fills the later was so before it.
    const before = neverBoth(spec.steps[step - 2], spec.steps[step - 1])
      ? open
      : sql`arrayPushFront(arrayPopBack(${open}), 0)`;
    const reaches = sql`${fills(code, step)} AND code <= open`;
    if (step === steps)
      sweep.push(sql`arrayFirstIndex((code, open) -> ${reaches}, codes, ${before}) AS end${n(step)}`);
    else
      sweep.push(
        sql`arrayMap((code, open) -> if(${reaches}, open, 0), codes, ${before}) AS reached${n(step)}`,
        sql`arrayFirstIndex(reached -> reached != 0, reached${n(step)}) AS end${n(step)}`,
        sql`arrayFill(reached -> reached != 0, reached${n(step)}) AS open${n(step)}`,
      );
  }
  const ends = range(2, steps).map((step) => sql`end${n(step)}`);
  const depth = joinSql(
    ends.map((end) => sql`(${end} != 0)`),
    ' + ',
  );
  const path = range(2, steps - 1).map(
    (step) =>
      sql`arrayFirst(code -> ${fills(code, step)} AND code > code${n(step - 1)}, near) AS code${n(step)}`,
  );
  const times = range(1, steps - 1).map(
    (step) => sql`${codeInstant(sql`code${n(step)}`, layout)} AS at${n(step)}`,
  );

  return sql`SELECT unit, misfit, depth, ${codeInstant(sql`last_open`, layout)} AS last_deadline,
      ${codeSeq(sql`code1`, layout)} AS start_seq,
      ${joinSql(times, ', ')}, ${codeInstant(sql`end_code`, layout)} AS at${n(steps)}
    FROM (
      SELECT unit, misfit, depth, last_open, end_code,
        ${joinSql([sql`arrayFirst(code -> ${fills(code, 1)}, near) AS code1`, ...path], ', ')}
      FROM (
        SELECT unit, misfit, depth, last_open, codes[path_end] AS end_code,
          arrayFilter(code -> ${deadline} >= end_code, arraySlice(codes, 1, if(depth = 1, length(codes), path_end))) AS near
        FROM (
          SELECT unit, misfit, codes, toUInt8(1 + ${depth}) AS depth, open1[-1] AS last_open,
            greatest(0, ${joinSql(ends, ', ')}) AS path_end, ${joinSql(sweep, ', ')}
          FROM (
            SELECT unit, arraySort(codes) AS codes, bitTest(flags, ${n(MISFIT)}) AS misfit
            FROM (${collectedCodes(spec, cohort, context, layout)}) WHERE bitTest(flags, 0)
          )
        )
      )
    )`;
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
  const open = sql`depth < ${n(steps.length)} AND last_deadline > ${param.int(context.asOf)}`;
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

/**
 * Rows `unit`, `codes` (see code-layout.ts), unordered, and `flags`: the bits of the steps, and MISFIT. Where keys belong to others
 * the events are collected by stored key, and then the collections by owner: an owner is looked up once for each key, not for each event.
 */
function collectedCodes(
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
  const rows = storedTimeline({
    project: context.project,
    unit: spec.unit,
    after: from > 0 ? from - 1 : undefined,
    until,
    where: anyOf(conditions),
    columns: [sql`${stepBits(conditions)} AS step_bits`],
  });
  const asOf = spec.membersAsOf ?? context.asOf;
  const members = cohort ? sql`WHERE unit IN (${membersSql(cohort, { ...context, asOf })})` : sql``;
  const collected = (from: Sql) => sql`SELECT unit, groupArray(${codeSql(layout)}) AS codes,
      groupBitOr(step_bits + if(${seqFits(layout)}, 0, ${n(2 ** MISFIT)})) AS flags
    FROM ${from} GROUP BY unit`;
  if (spec.unit === 'account' || !movesKeys(context.overlay)) return collected(sql`(${rows}) ${members}`);
  return sql`SELECT unit, groupArrayArray(codes) AS codes, groupBitOr(flags) AS flags
    FROM (${resolveUsers(collected(sql`(${rows})`), context.project, context.overlay)}) ${members} GROUP BY unit`;
}

/** An integer with a bit for each condition that holds, the first lowest: the narrowest integer that has them all, which is the cheapest to compute. */
function stepBits(conditions: readonly Sql[]): Sql {
  const width = [8, 16, 32].find((bits) => conditions.length <= bits) ?? 64;
  const bit = (condition: Sql, i: number) =>
    sql`bitShiftLeft(${unsafeSql(`toUInt${width}`)}(${condition}), ${n(i)})`;
  return conditions.map(bit).reduce((all, each) => sql`bitOr(${all}, ${each})`);
}

/** The bit of `flags` after those of the steps. */
const MISFIT = MAX_STEPS;

/** A small number of ours as text: part of a name, or a literal. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
