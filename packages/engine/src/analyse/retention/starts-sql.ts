import { firstSeenRows } from '../../define/compile/first-seen-rows.ts';
import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import { type CodeLayout, codeDeadline, codeInstant } from '../../define/funnel/code-layout.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import { periodSql, ROLLING_MS } from './periods.ts';
import type { RetentionCohorts } from './retention-cohorts.ts';
import type { RetentionSpec } from './spec.ts';
import { unitCodesSql } from './unit-codes-sql.ts';

type UnitStart = Exclude<RetentionSpec['start'], { kind: 'event' }>;
type EventStart = Extract<RetentionSpec['start'], { kind: 'event' }>;

/**
 * One row for each start of each unit: `unit`, `start` (its code) and `codes` (the unit's returns). A start that is no event has the
 * highest code of its millisecond: what follows it has a later time.
 */
export function startsSql(
  spec: RetentionSpec,
  cohorts: RetentionCohorts,
  context: MembersContext,
  layout: CodeLayout,
  timeZone: string,
): Sql {
  const only = cohorts.only && { cohort: cohorts.only, asOf: cohorts.membersAsOf };
  const units = unitCodesSql(spec, only, context, layout);
  const { start } = spec;
  if (start.kind === 'event') return eventStarts(spec, start, units, context, layout, timeZone);
  const began = sql`SELECT unit, ${startCode(sql`start_t`, layout)} AS start FROM (${unitStarts(start, spec, context)})`;
  const chosen = only
    ? sql`SELECT * FROM (${began}) WHERE unit IN (${membersSql(only.cohort, { ...context, asOf: only.asOf })})`
    : began;
  return sql`SELECT began.unit AS unit, began.start AS start, units.codes AS codes
    FROM (${units}) AS units RIGHT JOIN (${chosen}) AS began ON units.unit = began.unit`;
}

function eventStarts(
  spec: RetentionSpec,
  start: EventStart,
  units: Sql,
  context: MembersContext,
  layout: CodeLayout,
  timeZone: string,
): Sql {
  switch (start.which) {
    case 'first':
      return sql`SELECT unit, start, codes FROM (${units}) WHERE start != 0`;
    case 'first-ever': {
      const firsts = sql`SELECT unit, start, codes FROM (${units}) WHERE start != 0`;
      return start.from === 0
        ? firsts
        : sql`${firsts} AND unit NOT IN (${startedBefore(spec, start, context)})`;
    }
    case 'recurring': {
      const period = (code: Sql) => periodSql(codeInstant(code, layout), spec.intervals, timeZone);
      const ofPeriod = sql`arrayEnumerateUniq(arrayMap(code -> ${period(sql`code`)}, sorted))`;
      return sql`SELECT unit, ${relevantCodes(spec, period, layout)} AS codes,
          arrayJoin(arrayFilter((code, nth) -> nth = 1, sorted, ${ofPeriod})) AS start
        FROM (SELECT unit, codes, arraySort(starts) AS sorted FROM (${units}) WHERE notEmpty(starts))`;
    }
    default:
      return unreachable(start.which);
  }
}

function startedBefore({ unit }: RetentionSpec, start: EventStart, context: MembersContext): Sql {
  const { project, overlay } = context;
  const before = timeline({ project, overlay, unit, until: start.from - 1, where: selectorSql(start.event) });
  return sql`SELECT unit FROM (${before})`;
}

/**
 * With many starts a unit's returns are looked at for each of them, so only those are kept that say as much as all. A calendar period lies within one
 * interval of any start, cut short by nothing but the start itself: its last return (of each kind) says whether there is one, and one after the start.
 * A rolling interval is as long as the stretches of time that are looked at here, so it holds the end of one and the beginning of the next:
 * the last return of each says whether there is one in its end, the first whether there is one in its beginning.
 */
function relevantCodes({ intervals }: RetentionSpec, period: (code: Sql) => Sql, layout: CodeLayout): Sql {
  const code = sql`code`;
  const kinds = unsafeSql(String(2 ** layout.markBits));
  const stretch =
    intervals.kind === 'calendar'
      ? period(code)
      : sql`intDiv(${codeInstant(code, layout)}, ${param.int(ROLLING_MS[intervals.unit])})`;
  const key = sql`${stretch} * ${kinds} + toInt64(bitAnd(toUInt64(code), ${kinds} - 1))`;
  const firstOfEach = (ordered: Sql) =>
    sql`arrayFilter((code, nth) -> nth = 1, ${ordered}, arrayEnumerateUniq(arrayMap(code -> ${key}, ${ordered})))`;
  const lasts = firstOfEach(sql`arrayReverseSort(codes)`);
  return intervals.kind === 'calendar'
    ? lasts
    : sql`arrayConcat(${firstOfEach(sql`arraySort(codes)`)}, ${lasts})`;
}

function startCode(at: Sql, layout: CodeLayout): Sql {
  const shifted = sql`bitShiftLeft(${unsafeSql(`to${layout.integer}`)}(${at} - ${param.int(layout.base)}), ${unsafeSql(String(layout.seqBits + layout.markBits))})`;
  return codeDeadline(shifted, 0, layout);
}

/** Rows `unit` and `start_t` of units that start without an event. */
function unitStarts(start: UnitStart, { unit }: RetentionSpec, context: MembersContext): Sql {
  switch (start.kind) {
    case 'first-seen': {
      const rows = firstSeenRows({ ...context, unit, asOf: Math.min(start.to - 1, context.asOf) });
      return sql`SELECT unit, toUnixTimestamp64Milli(min(first_seen)) AS start_t
        FROM (${rows}) GROUP BY unit HAVING min(first_seen) >= ${instant(start.from)}`;
    }
    case 'instant': {
      if (start.at > context.asOf) return sql`SELECT toUInt64(0) AS unit, toInt64(0) AS start_t WHERE 0`;
      const rows = firstSeenRows({ ...context, unit, asOf: start.at });
      return sql`SELECT DISTINCT unit, ${param.int(start.at)} AS start_t FROM (${rows})`;
    }
    default:
      return unreachable(start);
  }
}
