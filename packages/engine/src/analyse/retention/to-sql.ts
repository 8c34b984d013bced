import { firstSeenRows } from '../../define/compile/first-seen-rows.ts';
import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { DAY_MS, type Instant } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { allOf, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import type { RetentionSpec } from './spec.ts';

/** The spec's cohorts, looked up. */
export interface RetentionCohorts {
  readonly only: CohortDefinition | undefined;
  readonly members: CohortDefinition | undefined;
  readonly baseline: CohortDefinition | undefined;
  readonly membersAsOf: Instant;
}

/**
 * Rows of RetentionGroup: `side`, `date`, `over`, `units`, and `returned` as two arrays, `in_interval` and `who_returned`.
 * The returns of all units are joined to the starts, which are few and make the hash table; each start also comes once by itself,
 * as interval -1, so that nobody who never returned is lost.
 */
export function retentionSql(
  spec: RetentionSpec,
  cohorts: RetentionCohorts,
  context: MembersContext,
  timeZone: string,
): Sql {
  const starts = sidedStarts(spec, cohorts, context);
  const { last, unit } = spec.intervals;
  const index = (at: Sql) => intervalIndex(spec, at, timeZone);
  const returns = timeline({
    project: context.project,
    overlay: context.overlay,
    unit: spec.unit,
    after: earliestStart(spec) > 0 ? earliestStart(spec) - 1 : undefined,
    until: context.asOf,
    where: selectorSql(spec.return),
  });
  const counted =
    spec.count === 'on'
      ? sql`arrayFilter(i -> i >= 0 AND i < over, groupUniqArray(returned_in))`
      : sql`range(toUInt32(least(toInt64(over), max(returned_in) + 1)))`;
  const date = sql`${PERIOD_START[unit]}(fromUnixTimestamp64Milli(start_t, ${param.string(timeZone)}))`;
  return sql`SELECT side, toString(date) AS date, over, toUInt32(count()) AS units,
      sumMap(intervals, arrayMap(i -> toUInt32(1), intervals)) AS summed,
      summed.1 AS in_interval, summed.2 AS who_returned
    FROM (
      SELECT unit, any(toUInt32(least(${index(instantMs(context.asOf + 1))}, ${param.int(last + 1)}))) AS over,
        any(side) AS side, any(${date}) AS date,
        arrayMap(i -> toUInt32(i), ${counted}) AS intervals
      FROM (
        SELECT unit, side, start_t, toInt64(${index(sql`t`)}) AS returned_in
        FROM (${returns}) AS returns INNER JOIN (${starts}) AS starts USING (unit)
        WHERE (t, seq) > (start_t, start_seq)
        UNION ALL
        SELECT unit, side, start_t, toInt64(-1) AS returned_in FROM (${starts})
      ) GROUP BY unit
    ) GROUP BY side, date, over ORDER BY side, date, over`;
}

const ROLLING_MS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;

const PERIOD_START = {
  day: unsafeSql('toDate'),
  week: unsafeSql('toMonday'),
  month: unsafeSql('toStartOfMonth'),
} as const;

/** In which interval of `start_t` an instant (ms) lies. */
function intervalIndex({ intervals }: RetentionSpec, at: Sql, timeZone: string): Sql {
  if (intervals.kind === 'rolling')
    return sql`intDiv(${at} - start_t, ${param.int(ROLLING_MS[intervals.unit])})`;
  const zone = param.string(timeZone);
  const local = (ms: Sql) => sql`fromUnixTimestamp64Milli(${ms}, ${zone})`;
  return sql`dateDiff(${param.string(intervals.unit)}, ${local(sql`start_t`)}, ${local(at)}, ${zone})`;
}

function instantMs(value: number): Sql {
  return sql`${param.int(value)}`;
}

function earliestStart({ start }: RetentionSpec): Instant {
  return start.kind === 'instant' ? start.at : start.from;
}

/** Rows `unit`, `start_t`, `start_seq` and `side` ('members' or 'baseline') of those who started and are on a side. */
function sidedStarts(spec: RetentionSpec, cohorts: RetentionCohorts, context: MembersContext): Sql {
  const at = { ...context, asOf: cohorts.membersAsOf };
  const isMember = cohorts.members ? sql`unit IN (${membersSql(cohorts.members, at)})` : sql`0`;
  const conditions: Sql[] = [];
  if (cohorts.only) conditions.push(sql`unit IN (${membersSql(cohorts.only, context)})`);
  if (cohorts.members && cohorts.baseline)
    conditions.push(sql`side = 'members' OR unit IN (${membersSql(cohorts.baseline, at)})`);
  return sql`SELECT unit, start_t, start_seq, if(${isMember}, 'members', 'baseline') AS side
    FROM (${startsSql(spec, context)}) WHERE ${allOf(conditions)}`;
}

/** No return has a seq this high: what follows a start that is not an event has a later time. */
const NO_EVENT = sql`toUInt64(18446744073709551615)`;

function startsSql(spec: RetentionSpec, context: MembersContext): Sql {
  const { start, unit } = spec;
  switch (start.kind) {
    case 'event': {
      const rows = timeline({
        project: context.project,
        overlay: context.overlay,
        unit,
        after: start.from > 0 ? start.from - 1 : undefined,
        until: Math.min(start.to - 1, context.asOf),
        where: selectorSql(start.event),
      });
      return sql`SELECT unit, min((t, seq)) AS first, first.1 AS start_t, first.2 AS start_seq FROM (${rows}) GROUP BY unit`;
    }
    case 'first-seen': {
      const rows = firstSeenRows({ ...context, unit, asOf: Math.min(start.to - 1, context.asOf) });
      return sql`SELECT unit, toUnixTimestamp64Milli(min(first_seen)) AS start_t, ${NO_EVENT} AS start_seq
        FROM (${rows}) GROUP BY unit HAVING min(first_seen) >= ${instant(start.from)}`;
    }
    case 'instant': {
      if (start.at > context.asOf)
        return sql`SELECT toUInt64(0) AS unit, toInt64(0) AS start_t, ${NO_EVENT} AS start_seq WHERE 0`;
      const rows = firstSeenRows({ ...context, unit, asOf: start.at });
      return sql`SELECT DISTINCT unit, ${param.int(start.at)} AS start_t, ${NO_EVENT} AS start_seq FROM (${rows})`;
    }
    default:
      return unreachable(start);
  }
}
