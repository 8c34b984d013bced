import { knownUnitsSql } from '../../define/compile/known-units.ts';
import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { type EventSelector, selectorSql } from '../../define/selector/event-selector.ts';
import { resolveUsers, timeline, type Unit } from '../../store/clickhouse/timeline.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { Told, ToldUnit } from './told.ts';

export interface ConversionQuery {
  readonly unit: Unit;
  readonly goal: EventSelector;
  readonly horizonMs: number;
  readonly comparable: CohortDefinition | undefined;
  /** Keys of those who were told before the first of `told`: they are in neither group. */
  readonly earlier: readonly string[];
  readonly told: readonly Told[];
}

/** One way through the runs that some people share: `pattern` lists (stratum, in_base, success, ms). */
export interface PatternRow {
  readonly pattern: readonly (readonly [number, number, number])[];
  readonly people: number;
}

/**
 * People by their pattern over the runs. Stratum i is run i: who it told (in_base 0), each from the instant of being told on, and who else was
 * there at its first instant and had not been told by its end (in_base 1), from that instant on. Whoever had reached the goal by their instant is
 * in neither group. Success is the goal within the horizon after it.
 */
export function patternsSql(query: ConversionQuery, context: Omit<MembersContext, 'asOf'>): Sql {
  const strata = query.told.map((_, at) => stratumSql(query, context, at));
  return sql`SELECT pattern, toUInt32(count()) AS people FROM (
      SELECT unit, arraySort(groupArray((stratum, in_base, success))) AS pattern
      FROM (${joinSql(strata, ' UNION ALL ')}) GROUP BY unit
    ) GROUP BY pattern`;
}

/** The times from being told to the goal of those who reached it: `stratum`, `ms`. */
export function timesSql(query: ConversionQuery, context: Omit<MembersContext, 'asOf'>): Sql {
  const strata = query.told.map((_, at) => stratumSql(query, context, at));
  return sql`SELECT stratum, toUInt32(count()) AS people, toFloat64(quantileExactInclusive(0.5)(ms)) AS median_ms
    FROM (${joinSql(strata, ' UNION ALL ')}) WHERE in_base = 0 AND success = 1 GROUP BY stratum`;
}

function stratumSql(query: ConversionQuery, context: Omit<MembersContext, 'asOf'>, at: number): Sql {
  const { asOf, units } = query.told[at] ?? { asOf: 0, units: [] };
  const keys = units.map(({ key }) => key);
  const before = [
    ...query.earlier,
    ...query.told.slice(0, at).flatMap((told) => told.units.map(({ key }) => key)),
  ];
  const last = units.reduce((latest, unit) => Math.max(latest, unit.at), asOf);
  const unit = query.unit;
  const around = query.comparable
    ? membersSql(query.comparable, { ...context, asOf })
    : knownUnitsSql({ ...context, unit, asOf });
  const people = sql`SELECT unit, 0 AS in_base, told_at AS since FROM (${currentTold(units, unit, context)})
      WHERE unit NOT IN (${current(before, unit, context)})
    UNION ALL SELECT unit, 1 AS in_base, ${param.int(asOf)} AS since FROM (${around})
      WHERE unit NOT IN (${current([...before, ...keys], unit, context)})`;
  const goals = timeline({ ...context, unit, until: last + query.horizonMs, where: selectorSql(query.goal) });
  return sql`SELECT people.unit AS unit, toUInt32(${param.int(at)}) AS stratum, toUInt32(in_base) AS in_base,
      toUInt32(reached > 0 AND reached <= since + ${param.int(query.horizonMs)}) AS success, reached - since AS ms
    FROM (${people}) AS people
    LEFT ANY JOIN (SELECT unit, min(t) AS reached FROM (${goals}) GROUP BY unit) AS goals ON people.unit = goals.unit
    WHERE reached = 0 OR reached > since`;
}

/** The same with when they were told, `told_at`: of several keys of one person the first. */
function currentTold(units: readonly ToldUnit[], unit: Unit, context: Omit<MembersContext, 'asOf'>): Sql {
  const keys = param.keys(units.map(({ key }) => key));
  const instants = param.ints(units.map(({ at }) => at));
  const told = sql`SELECT pair.1 AS unit, pair.2 AS told_at FROM (SELECT arrayJoin(arrayZip(${keys}, ${instants})) AS pair)`;
  const owned = unit === 'account' ? told : resolveUsers(told, context.project, context.overlay);
  return sql`SELECT unit, min(told_at) AS told_at FROM (${owned}) GROUP BY unit`;
}

/** Keys as they were told, as the people that they belong to now: a device may have become a user since. */
function current(units: readonly string[], unit: Unit, context: Omit<MembersContext, 'asOf'>): Sql {
  const told = sql`SELECT arrayJoin(${param.keys(units)}) AS unit`;
  if (unit === 'account') return told;
  return sql`SELECT DISTINCT unit FROM (${resolveUsers(told, context.project, context.overlay)})`;
}
