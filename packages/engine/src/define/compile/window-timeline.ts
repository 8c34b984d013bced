import { timeline } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { SqlContext } from '../clauses/define-clause.ts';
import { durationMs } from '../language/duration.ts';
import { plainSpan, type Window } from '../language/window.ts';
import { firstSeenRows } from './first-seen-rows.ts';

type Context = Pick<SqlContext, 'project' | 'overlay' | 'unit' | 'asOf'>;

/** The timeline of the events in a window as of the context's instant. */
export function windowTimeline(
  window: Window,
  where: Sql,
  context: Context,
  columns: readonly Sql[] = [],
): Sql {
  const { project, overlay, unit, asOf } = context;
  const { after, until } = plainSpan(window.kind === 'first' ? { kind: 'ever' } : window, asOf);
  // Nothing is before 1970, and a DateTime64 cannot say how long before it a window of many years begins.
  const request = { project, overlay, unit, where, columns, until, after: after < 0 ? undefined : after };
  const rows = timeline(request);
  return window.kind === 'first' ? withinFirst(durationMs(window.duration), rows, context) : rows;
}

/** Of rows with `unit` and `t` (ms), such as a timeline's, those less than `length` after their unit was first seen. None is before. */
export function withinFirst(length: number, rows: Sql, context: Context): Sql {
  return sql`SELECT * EXCEPT (known_since) FROM (${withKnownSince(rows, context)}) WHERE t < known_since + ${param.int(length)}`;
}

/** Such rows with the further column `known_since` (ms): when the row's unit was first seen. */
export function withKnownSince(rows: Sql, context: Context): Sql {
  const known = sql`SELECT unit AS known_unit, toUnixTimestamp64Milli(min(first_seen)) AS known_since
    FROM (${firstSeenRows(context)}) GROUP BY known_unit`;
  return sql`SELECT * EXCEPT (known_unit) FROM (${rows}) AS happened INNER JOIN (${known}) AS known
    ON happened.unit = known.known_unit`;
}
