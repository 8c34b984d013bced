import type { Instant } from '../../model/time.ts';
import { resolveUsers } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import type { SqlContext } from '../clauses/define-clause.ts';

/** A SELECT of the changes of some properties up to an instant: `unit`, `property`, `time`, `seq`, `value` (JSON text). Unordered. */
export function propertyChanges(
  properties: readonly string[],
  { project, overlay, unit, asOf }: Pick<SqlContext, 'project' | 'overlay' | 'unit' | 'asOf'>,
  until: Instant = asOf,
): Sql {
  const rows = sql`SELECT subject AS unit, property, time, seq, value FROM property_updates
    WHERE project = ${param.string(project)} AND scope = ${param.string(unit)}
      AND property IN ${param.strings(properties)} AND time <= ${instant(until)}`;
  return unit === 'user' ? resolveUsers(rows, project, overlay) : rows;
}
