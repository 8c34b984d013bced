import { type Sql, sql } from '../sql/fragment.ts';
import { param } from '../sql/parameter.ts';

/**
 * What the engine is working on among the queries that carry one of these marks as their `log_comment`: rows of QueryProgress. Of a
 * query over a cluster its first part counts, which knows of the others.
 */
export function runningQueries(marks: readonly string[]): Sql {
  return sql`SELECT Settings['log_comment'] AS query, toFloat64(read_rows) AS readRows,
      toFloat64(greatest(total_rows_approx, read_rows)) AS totalRows
    FROM system.processes
    WHERE is_initial_query AND has(${param.strings(marks)}, Settings['log_comment'])`;
}
