import type { Instant } from '../../model/time.ts';
import { joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { attemptsSql } from './attempts-sql.ts';
import { type CodeLayout, codeAt, codeDeadline, codeInstant, codeSeq, has, without } from './code-layout.ts';
import { groupsSql, type PathContext } from './collect-sql.ts';
import { isKeyed, type PathPlan } from './path-plan.ts';
import { pathSql } from './path-sql.ts';

/** The instants at which periods begin, in order, and last the end of the last one. */
export type PeriodBounds = readonly Instant[];

/**
 * One row for each path that counts: `unit`, `last_deadline` (the end of the window of the last event that may begin a
 * path), `depth` (steps of the path), `entered` (ms, when it began), `at1`..`atN` (when the steps up to and with this one were done, meaningless past
 * `depth`), `seq1`..`seqN` (of the steps' events), `optional1`.. (whether the step that may be left out was done), `times_before` (where a
 * frequency is asked for), and with `bounds` `period` (when the period in which the path began did; a unit has a path for each).
 */
export function pathsSql(
  plan: PathPlan,
  context: PathContext,
  layout: CodeLayout,
  bounds?: PeriodBounds | undefined,
): Sql {
  const isTotals = plan.spec.count === 'totals';
  const groups = groupsSql(plan, context, layout);
  const period = bounds && !isTotals ? [sql`period`] : [];
  const parts = isTotals
    ? attemptsSql(groups, plan, layout)
    : bounds
      ? periodsSql(groups, plan, layout, bounds)
      : groups;
  const found = detailsSql(pathSql(parts, plan, layout, period), plan, layout, period);
  const counted = plan.spec.count === 'units' && isKeyed(plan) ? bestOf(found, plan, period) : found;
  const steps = plan.required.map((_, i) => i + 1);
  const instant = (code: Sql) => codeInstant(code, layout);
  // In order a step is done with its event; in any order with the last of those up to it.
  const done = steps.map((step) =>
    plan.spec.order === 'any' && step > 1
      ? sql`greatest(at${n(step - 1)}, ${instant(codeName(step))}) AS at${n(step)}`
      : sql`${instant(codeName(step))} AS at${n(step)}`,
  );
  const entered = instant(sql`entry`);
  const begun = bounds && isTotals ? [sql`${periodOf(entered, bounds)} AS period`] : period;
  return sql`SELECT unit, depth, ${instant(sql`last_open`)} AS last_deadline, ${entered} AS entered,
      ${joinSql(
        [
          ...done,
          ...steps.map((step) => sql`${codeSeq(codeName(step), layout)} AS seq${n(step)}`),
          ...detailNames(plan),
          ...begun,
        ],
        ', ',
      )}
    FROM (${counted})`;
}

/** Adds `optional<i>` and `times_before`, which are read off the group's codes once the path is known. */
function detailsSql(paths: Sql, plan: PathPlan, layout: CodeLayout, period: readonly Sql[]): Sql {
  const names = detailNames(plan);
  if (names.length === 0) return paths;
  const steps = plan.required.map((_, i) => codeName(i + 1));
  const kept = [sql`unit`, ...period, sql`depth`, sql`last_open`, sql`entry`, ...steps];
  const deadline = codeDeadline(sql`code1`, plan.windowMs, layout);
  const places = plan.optional.map(({ after, mark }, i) => {
    const before = plan.optional.slice(0, i).flatMap((other, at) => (other.after === after ? [at] : []));
    const since = before.reduce(
      (from, at) => sql`if(place${n(at + 1)} != 0, place${n(at + 1)}, ${from})`,
      codeName(after + 1),
    );
    const until = sql`if(depth > ${n(after + 1)}, ${codeName(after + 2)}, ${deadline} + 1)`;
    const first = sql`arrayFirst(code -> ${has(sql`code`, mark)} AND code > ${since} AND code < ${until}, codes)`;
    return sql`if(depth > ${n(after)}, ${first}, 0) AS place${n(i + 1)}`;
  });
  const { frequency } = plan;
  const details = plan.optional.map((_, i) => sql`place${n(i + 1)} != 0 AS optional${n(i + 1)}`);
  if (frequency) {
    const reached = steps.slice(0, frequency.before + 1);
    const [only] = reached;
    const done =
      plan.spec.order === 'any' && only
        ? sql`greatest(${joinSql(reached, ', ')})`
        : codeName(frequency.before + 1);
    details.push(
      sql`toUInt32(arrayCount(code -> ${has(sql`code`, frequency.mark)} AND code < ${done}, codes)) AS times_before`,
    );
  }
  const withPlaces =
    places.length === 0
      ? paths
      : sql`SELECT ${joinSql([...kept, sql`codes`, ...places], ', ')} FROM (${paths})`;
  return sql`SELECT ${joinSql([...kept, ...details], ', ')} FROM (${withPlaces})`;
}

function detailNames({ optional, frequency }: PathPlan): Sql[] {
  return [...optional.map((_, i) => sql`optional${n(i + 1)}`), ...(frequency ? [sql`times_before`] : [])];
}

/** Of the paths of a unit's groups the longest, and of those the earliest; of the same in several groups the one with most beside it. */
function bestOf(paths: Sql, plan: PathPlan, period: readonly Sql[]): Sql {
  const codes = plan.required.map((_, i) => codeName(i + 1));
  const most = detailNames(plan).map((detail) => sql`, -toInt64(${detail})`);
  const order = sql`(-toInt16(depth), entry, arraySlice([${joinSql(codes, ', ')}], 1, depth)${joinSql(most, '')})`;
  const columns = [sql`depth`, sql`entry`, ...codes, ...detailNames(plan)];
  const by = joinSql([sql`unit`, ...period], ', ');
  const unpacked = columns.map((column, i) => sql`best.${n(i + 1)} AS ${column}`);
  return sql`SELECT ${by}, last_open, ${joinSql(unpacked, ', ')} FROM (
      SELECT ${by}, max(all_paths.last_open) AS last_open,
        argMin((${joinSql(columns, ', ')}), ${order}) AS best
      FROM (${paths}) AS all_paths GROUP BY ${by})`;
}

/**
 * Of rows with `unit` and `codes` one row for each period in which a path may begin: `period`, and the codes from its
 * beginning on that a path begun in it can reach, without the marks of starts in other periods.
 */
function periodsSql(groups: Sql, plan: PathPlan, layout: CodeLayout, bounds: PeriodBounds): Sql {
  const start = plan.startMark;
  const begun = sql`arrayDistinct(arrayMap(code -> ${periodOf(codeInstant(sql`code`, layout), bounds)}, arrayFilter(code -> ${has(sql`code`, start)}, codes)))`;
  const from = codeAt(sql`greatest(period, ${param.int(plan.begins.from)})`, layout);
  // No later than the layout has room for: a period may end long after the range does.
  const end = sql`least(period_end, ${param.int(Math.min(plan.begins.to, plan.asOf + 1))})`;
  const to = codeAt(end, layout);
  const until = codeAt(sql`${end} + ${param.int(plan.windowMs)}`, layout);
  return sql`SELECT unit, period,
      arrayMap(code -> if(code < ${to}, code, ${without(sql`code`, start, layout)}), arrayFilter(code -> code >= ${from} AND code < ${until}, all_codes)) AS codes
    FROM (
      SELECT unit, period, all_codes, transform(period, ${param.ints(bounds.slice(0, -1))}, ${param.ints(bounds.slice(1))}, period) AS period_end
      FROM (SELECT unit, codes AS all_codes, arrayJoin(${begun}) AS period FROM (${groups}))
    )`;
}

/** The beginning of the period that an instant is in. */
function periodOf(ms: Sql, bounds: PeriodBounds): Sql {
  return sql`roundDown(${ms}, ${param.ints(bounds.slice(0, -1))})`;
}

function codeName(step: number): Sql {
  return sql`code${n(step)}`;
}

/** A small number of ours as text: part of a name, or a literal. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
