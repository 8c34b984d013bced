import { NO_SESSION } from '../../model/event.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { SESSION_GAP_MS, type SessionRule } from './sessions.ts';

/**
 * Adds two columns to a SELECT that has `unit`, `t`, `seq` and `session_id`: `session` (Int64), the sender's id or for others a
 * number counted from 1 within the unit, and `is_tracked` (UInt8), which tells the two apart. A session is a
 * (unit, is_tracked, session). Agrees with sessionNumbers. `of`: the columns of whose sessions they are, the unit alone when left out.
 */
export function withSessions(rows: Sql, rule: SessionRule, of: readonly Sql[] = [sql`unit`]): Sql {
  const whose = joinSql(of, ', ');
  const tracked = rule === 'tracked' ? sql`toUInt8(session_id != ${param.int(NO_SESSION)})` : sql`toUInt8(0)`;
  return sql`SELECT * EXCEPT (is_new), if(is_tracked = 1, session_id, toInt64(sum(is_new) OVER
        (PARTITION BY ${whose}, is_tracked ORDER BY t, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))) AS session
    FROM (
      SELECT *, t - lagInFrame(t, 1, t - ${param.int(SESSION_GAP_MS + 1)}) OVER
          (PARTITION BY ${whose}, is_tracked ORDER BY t, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        > ${param.int(SESSION_GAP_MS)} AS is_new
      FROM (SELECT *, ${tracked} AS is_tracked FROM (${rows}))
    )`;
}

/** One row per session of a SELECT that withSessions takes: `unit`, `session_id`, `start` (ms), `length_ms`, `events`. */
export function sessionsSql(rows: Sql, rule: SessionRule): Sql {
  return sql`SELECT unit, if(is_tracked = 1, session, ${param.int(NO_SESSION)}) AS session_id, min(t) AS start,
      max(t) - min(t) AS length_ms, count() AS events
    FROM (${withSessions(rows, rule)}) GROUP BY unit, is_tracked, session`;
}
