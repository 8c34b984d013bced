import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { pageCursor } from '../scope/page-cursor.ts';
import { namedUnits } from './named-units.ts';

/** Which page of a list: how many it has at most, and the unit (decimal uint64) after which it begins. */
export interface PageAsked {
  readonly unit: Unit;
  readonly asOf: Instant;
  readonly limit: number;
  readonly after: string | undefined;
}

/** How many units a subquery with the column `unit` has, a page of them by key with their names, and the cursor of the next; null after the last. */
export async function unitsPage(
  units: Sql,
  { unit, asOf, limit, after = '0' }: PageAsked,
  context: AnalysisContext,
) {
  const { store, signal } = context;
  const [total, rows] = await Promise.all([
    store.query<{ size: number }>(sql`SELECT toFloat64(count()) AS size FROM (${units})`, { signal }),
    store.query<{ unit: string }>(
      sql`SELECT toString(unit) AS unit FROM (${units}) AS found WHERE found.unit > ${param.key(after)}
          ORDER BY found.unit LIMIT ${param.int(limit + 1)}`,
      { signal },
    ),
  ]);
  const page = rows.slice(0, limit).map((row) => row.unit);
  const last = page.at(-1);
  return {
    size: total[0]?.size ?? 0,
    members: await namedUnits(page, unit, asOf, [], context),
    next: last !== undefined && rows.length > page.length ? pageCursor(asOf, last) : null,
  };
}
