import { localTimeSql } from '../../define/compile/local-time-sql.ts';
import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { type Segment, withSegments } from '../scope/segments.ts';
import type { PartedInterval } from './intervals.ts';
import { PART_OF, type StickinessSpec } from './spec.ts';

/** Who takes part, looked up. */
export interface StickinessScope {
  readonly cohort: CohortDefinition | undefined;
  readonly segments: readonly Segment[] | undefined;
  readonly membersAsOf: Instant;
}

/** Rows of `segment` (from 0), `start` (an interval's, in ms), `parts` and `units`: how many were active in exactly so many parts. */
export function stickinessSql(
  spec: StickinessSpec,
  { cohort, segments, membersAsOf }: StickinessScope,
  context: MembersContext,
  intervals: readonly PartedInterval[],
  timeZone: string,
): Sql {
  const after = (intervals[0]?.from ?? 0) - 1;
  const until = Math.min((intervals.at(-1)?.to ?? 0) - 1, context.asOf);
  const rows = timeline({
    project: context.project,
    overlay: context.overlay,
    unit: spec.unit,
    after: after < 0 ? undefined : after,
    until,
    where: selectorSql(spec.event),
  });
  const memberContext = { ...context, asOf: membersAsOf };
  const members = cohort ? sql`WHERE unit IN (${membersSql(cohort, memberContext)})` : sql``;
  const local = localTimeSql(timeZone, after, until);
  // An hour is told apart by when it began, so that the one that clocks show twice counts as two; a day by its date.
  const part =
    PART_OF[spec.interval] === 'day'
      ? sql`intDiv(${local}, ${param.int(DAY_MS)})`
      : sql`t - ${local} % ${param.int(HOUR_MS)}`;
  const active = sql`SELECT unit, roundDown(t, ${param.ints(intervals.map(({ from }) => from))}) AS start, uniqExact(${part}) AS parts
    FROM (${rows}) ${members} GROUP BY unit, start`;
  const grouped = segments ? withSegments(active, segments, memberContext) : active;
  const segment = segments ? sql`arrayJoin(segments)` : sql`0`;
  return sql`SELECT toFloat64(${segment}) AS segment, toFloat64(start) AS start, toFloat64(parts) AS parts, toFloat64(count()) AS units
    FROM (${grouped}) GROUP BY segment, start, parts`;
}
