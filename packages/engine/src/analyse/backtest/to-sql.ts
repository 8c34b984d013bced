import { firstSeenRows } from '../../define/compile/first-seen-rows.ts';
import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { BacktestCourse } from './result.ts';
import type { BacktestSpec } from './spec.ts';

/** Later than every instant. */
const NEVER = sql`toInt64(9223372036854775807)`;

export interface BacktestCohorts {
  readonly cohort: CohortDefinition;
  readonly baseline: CohortDefinition | undefined;
}

/** A row of backtestSql: masks have bit i for instant i, the lower 30 in the first of two numbers. */
export interface BacktestRow {
  readonly units: number;
  readonly members: readonly [number, number];
  readonly others: readonly [number, number];
  readonly converted: readonly [number, number];
  /** The goal's time after each instant, or one time for all; empty when no member converted. */
  readonly goal_times: readonly number[];
}

/**
 * Units alike in their course through the instants, with how many they are; members who converted also alike in when.
 *
 * Membership is compiled once for each instant, as of it, so that nothing later can enter. All sources come as rows of one
 * union: when a unit became known, a bit for each instant at which it was in a cohort, and its goals: the first one of all, or
 * the next one after each instant. One aggregation then puts a unit's course together.
 */
export function backtestSql(
  spec: BacktestSpec,
  cohorts: BacktestCohorts,
  instants: readonly Instant[],
  context: MembersContext,
): Sql {
  const { unit, firstTime } = spec;
  const bits = instants.map((_, i) => (1n << BigInt(i)).toString());
  const horizon = param.int(durationMs(spec.horizon));
  const none = sql`toUInt64(0)`;
  const noGoals = sql`CAST([], 'Array(Int64)')`;
  const last = Math.max(...instants);

  const known = sql`SELECT unit, toUnixTimestamp64Milli(first_seen) AS known_from, ${none} AS member_bit, ${none} AS base_bit, ${noGoals} AS goals
    FROM (${firstSeenRows({ ...context, unit, asOf: last })})`;
  const inCohort = (definition: CohortDefinition, column: 'member' | 'base'): Sql[] =>
    instants.map((asOf, i) => {
      const bit = sql`toUInt64(${param.key(bits[i] ?? '0')})`;
      const [member, base] = column === 'member' ? [bit, none] : [none, bit];
      return sql`SELECT unit, ${NEVER} AS known_from, ${member} AS member_bit, ${base} AS base_bit, ${noGoals} AS goals
        FROM (${membersSql(definition, { ...context, asOf })})`;
    });
  const goalRows = timeline({
    project: context.project,
    overlay: context.overlay,
    unit,
    after: firstTime ? undefined : instants[0],
    until: Math.min(context.asOf, last + durationMs(spec.horizon)),
    where: selectorSql(spec.goal),
  });
  const goalTimes = firstTime
    ? sql`[t]`
    : sql`arrayMap(at -> if(t > at, t, ${NEVER}), ${param.ints(instants)})`;
  const goals = sql`SELECT unit, ${NEVER} AS known_from, ${none} AS member_bit, ${none} AS base_bit, ${goalTimes} AS goals FROM (${goalRows})`;

  const sources = [
    known,
    ...inCohort(cohorts.cohort, 'member'),
    ...(cohorts.baseline ? inCohort(cohorts.baseline, 'base') : []),
    goals,
  ];
  // The population's mask leaves out those who did the goal before, where it is their first time that counts.
  const takesPart = firstTime ? sql`known <= at AND first_goal > at` : sql`known <= at`;
  const others = cohorts.baseline
    ? sql`bitAnd(bitAnd(population, base), bitNot(member))`
    : sql`bitAnd(population, bitNot(member))`;
  const halves = (mask: Sql) =>
    sql`[toUInt32(bitAnd(${mask}, 1073741823)), toUInt32(bitShiftRight(${mask}, 30))]`;
  return sql`SELECT toUInt32(count()) AS units, ${halves(sql`member_mask`)} AS members, ${halves(sql`other_mask`)} AS others,
      ${halves(sql`converted_mask`)} AS converted, arrayMap(at -> toFloat64(at), goal_key) AS goal_times
    FROM (
      SELECT bitAnd(population, member) AS member_mask, ${others} AS other_mask,
        bitAnd(done, bitOr(member_mask, other_mask)) AS converted_mask,
        if(bitAnd(member_mask, done) != 0, times, ${noGoals}) AS goal_key
      FROM (
        SELECT member, base, times,
          arraySum((at, bit) -> if(${takesPart}, bit, ${none}), ${param.ints(instants)}, ${param.keys(bits)}) AS population,
          arraySum((at, bit, goal) -> if(goal > at AND goal <= at + ${horizon}, bit, ${none}),
            ${param.ints(instants)}, ${param.keys(bits)}, ${firstTime ? sql`arrayWithConstant(${param.int(instants.length)}, first_goal)` : sql`times`}) AS done
        FROM (
          SELECT unit, min(known_from) AS known, groupBitOr(member_bit) AS member, groupBitOr(base_bit) AS base,
            arrayResize(minForEach(goals), ${param.int(firstTime ? 1 : instants.length)}, ${NEVER}) AS times, times[1] AS first_goal
          FROM (${joinSql(sources, ' UNION ALL ')}) GROUP BY unit
        )
      )
    ) WHERE member_mask != 0 OR other_mask != 0
    GROUP BY member_mask, other_mask, converted_mask, goal_key`;
}

/** The course that a row stands for. */
export function courseOf(row: BacktestRow, instants: readonly Instant[]): BacktestCourse {
  const entries: BacktestCourse['entries'][number][] = [];
  instants.forEach((at, stratum) => {
    const member = bitOf(row.members, stratum);
    if (!member && !bitOf(row.others, stratum)) return;
    const success = bitOf(row.converted, stratum);
    const goal = row.goal_times.length === 1 ? row.goal_times[0] : row.goal_times[stratum];
    const leadMs = member && success && goal !== undefined ? goal - at : undefined;
    entries.push({ stratum, inBase: !member, success, leadMs });
  });
  return { subjects: row.units, entries };
}

function bitOf([low, high]: readonly [number, number], position: number): boolean {
  return position < 30 ? ((low >>> position) & 1) === 1 : ((high >>> (position - 30)) & 1) === 1;
}
