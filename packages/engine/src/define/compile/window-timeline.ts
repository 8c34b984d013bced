import { timeline } from '../../store/clickhouse/timeline.ts';
import type { Sql } from '../../store/sql/fragment.ts';
import type { SqlContext } from '../clauses/define-clause.ts';
import { type Window, windowSpan } from '../language/window.ts';

/** The timeline of the events in a window as of the context's instant. */
export function windowTimeline(
  window: Window,
  where: Sql,
  { project, overlay, unit, asOf }: Pick<SqlContext, 'project' | 'overlay' | 'unit' | 'asOf'>,
  columns: readonly Sql[] = [],
): Sql {
  const { after, until } = windowSpan(window, asOf);
  // Nothing is before 1970, and a DateTime64 cannot say how long before it a window of many years begins.
  return timeline({ project, overlay, unit, where, columns, until, after: after < 0 ? undefined : after });
}
