import type { MembersContext } from '../../define/compile/members.ts';
import { type CodeLayout, codeInstant, codeSeq, has } from '../../define/funnel/code-layout.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import { columnsOf } from './columns.ts';
import { returnMark } from './event-layout.ts';
import { periodSql, ROLLING_MS } from './periods.ts';
import type { RetentionCohorts } from './retention-cohorts.ts';
import { returnsOf } from './returns.ts';
import type { RetentionSpec } from './spec.ts';
import { startsSql } from './starts-sql.ts';

/** The columns in which a start's unit came back with the return event at a place: Array(UInt32), none twice. */
export function cells(place: number): Sql {
  return identifier(`cells_${place}`);
}

/**
 * One row for each start of each unit: `unit`, `start_t`, `start_seq`, `period` (see periods.ts), `over` (UInt32, how many columns are) and
 * the `cells` of each return event.
 */
export function coursesSql(
  spec: RetentionSpec,
  cohorts: RetentionCohorts,
  context: MembersContext,
  layout: CodeLayout,
  timeZone: string,
): Sql {
  const index = (at: Sql) => intervalIndex(spec, at, timeZone);
  const returns = returnsOf(spec);
  const returnedIn = returns.map((_, place) => {
    const counts = returns.length === 1 ? sql`` : sql` AND ${has(sql`code`, returnMark(place))}`;
    const came = index(codeInstant(sql`code`, layout));
    return sql`arrayMap(code -> if(code > start${counts}, ${came}, -1), codes) AS ${at(place)}`;
  });
  const found = returns.map((_, place) => sql`${cellsSql(spec, at(place))} AS ${cells(place)}`);
  return sql`SELECT unit, start_t, start_seq, period, over, ${joinSql(found, ', ')}
    FROM (
      SELECT unit, start_t, start_seq, period,
        toUInt32(${columnsOver(spec, index(sql`${param.int(context.asOf + 1)}`))}) AS over, ${joinSql(returnedIn, ', ')}
      FROM (
        SELECT unit, start, codes, ${codeInstant(sql`start`, layout)} AS start_t, ${codeSeq(sql`start`, layout)} AS start_seq,
          ${periodSql(sql`start_t`, spec.intervals, timeZone)} AS period
        FROM (${startsSql(spec, cohorts, context, layout, timeZone)})
      )
    )`;
}

/** The intervals of a return event's returns; -1 for what is no return of this start. */
function at(place: number): Sql {
  return identifier(`intervals_${place}`);
}

/** In which interval of `start_t` an instant (ms, not before it) lies. */
function intervalIndex({ intervals }: RetentionSpec, instant: Sql, timeZone: string): Sql {
  if (intervals.kind === 'rolling')
    return sql`intDiv(${instant} - start_t, ${param.int(ROLLING_MS[intervals.unit])})`;
  return sql`${periodSql(instant, intervals, timeZone)} - period`;
}

/** How many columns are over when so many intervals are. */
function columnsOver({ intervals }: RetentionSpec, over: Sql): Sql {
  if (!intervals.brackets) return sql`least(${over}, ${param.int(intervals.last + 1)})`;
  const ends = intervals.brackets.map(({ to }) => to);
  return sql`arrayCount(end -> end <= ${over}, ${param.ints(ends)})`;
}

function cellsSql(spec: RetentionSpec, intervals: Sql): Sql {
  switch (spec.count) {
    case 'on':
      return sql`arrayMap(column -> toUInt32(column), arrayFilter(column -> column >= 0 AND column < over, arrayDistinct(${columnsIn(spec, intervals)})))`;
    case 'on-or-after':
      return sql`range(least(over, toUInt32(${columnsBegun(spec, sql`arrayMax(arrayPushFront(${intervals}, -1))`)})))`;
    case 'streak': {
      // The start itself is in interval 0, and so in the column that has it.
      const came = columnsIn(spec, intervals);
      const met = columnsOf(spec.intervals)[0]?.from === 0 ? sql`arrayPushFront(${came}, 0)` : came;
      const sorted = sql`arraySort(arrayDistinct(arrayFilter(column -> column >= 0, ${met})))`;
      // Of different numbers in order those from 0 on without a gap are each at its own place.
      return sql`range(least(over, toUInt32(arrayCount((column, place) -> column = place - 1, ${sorted}, arrayEnumerate(${sorted})))))`;
    }
    default:
      return unreachable(spec.count);
  }
}

/** The column of each interval; negative where it is in none. */
function columnsIn({ intervals: { brackets } }: RetentionSpec, intervals: Sql): Sql {
  if (!brackets) return intervals;
  // By interval from -1 on: its column counted from 1, or 0. What lies past the end of a list reads as 0.
  const columns = [
    0,
    ...byInterval(
      brackets.at(-1)?.to ?? 0,
      (at) => 1 + brackets.findIndex(({ from, to }) => at >= from && at < to),
    ),
  ];
  return sql`arrayMap(at -> ${param.ints(columns)}[at + 2] - 1, ${intervals})`;
}

/** How many columns begin at or before an interval; none before interval 0. */
function columnsBegun({ intervals: { brackets } }: RetentionSpec, interval: Sql): Sql {
  if (!brackets) return sql`${interval} + 1`;
  const begins = brackets.map(({ from }) => from);
  return sql`arrayCount(begin -> begin <= ${interval}, ${param.ints(begins)})`;
}

function byInterval(end: number, columnAt: (interval: number) => number): number[] {
  return Array.from({ length: end }, (_, interval) => columnAt(interval));
}
