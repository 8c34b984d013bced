import { NO_SESSION } from '../../model/event.ts';
import { resolveUsers } from '../../store/clickhouse/timeline.ts';
import { allOf, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { SqlContext } from '../clauses/define-clause.ts';
import type { Window } from '../language/window.ts';
import { windowTimeline } from './window-timeline.ts';

/** Events of sessions, and the columns to group them by for one session each: the unit is the first. */
export interface SessionTimeline {
  readonly rows: Sql;
  readonly keys: readonly Sql[];
}

/**
 * The timeline of the events in a window that belong to a session. In an account's history a session is one of one user, by the
 * key that the user's history has now.
 */
export function sessionTimeline(
  window: Window,
  where: Sql,
  context: SqlContext,
  columns: readonly Sql[],
): SessionTimeline {
  const tracked = allOf([where, sql`session_id != ${param.int(NO_SESSION)}`]);
  const all = [...columns, sql`session_id`];
  if (context.unit === 'user') {
    const rows = windowTimeline(window, tracked, context, all);
    return { rows, keys: [sql`unit`, sql`session_id`] };
  }
  const stored = windowTimeline(window, tracked, context, [...all, sql`user AS done_by`]);
  const turned = sql`SELECT * EXCEPT (unit, done_by), stored.done_by AS unit, stored.unit AS account FROM (${stored}) AS stored`;
  const resolved = resolveUsers(turned, context.project, context.overlay);
  return {
    rows: sql`SELECT * EXCEPT (unit, account), done.unit AS session_user, done.account AS unit FROM (${resolved}) AS done`,
    keys: [sql`unit`, sql`session_user`, sql`session_id`],
  };
}
