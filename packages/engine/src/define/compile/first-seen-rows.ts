import type { Instant } from '../../model/time.ts';
import { type IdentityOverlay, resolveUsers, type Unit } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';

export interface KnownUnitsRequest {
  readonly project: string;
  readonly unit: Unit;
  readonly overlay: IdentityOverlay;
  readonly asOf: Instant;
}

/**
 * A SELECT of `unit` and `first_seen`, for everyone first seen up to `asOf`: a user is as old as the oldest of its keys. Several
 * rows a unit. `keys`: of what is stored under these keys alone.
 */
export function firstSeenRows(
  { project, unit, overlay, asOf }: KnownUnitsRequest,
  keys?: readonly string[] | undefined,
): Sql {
  const until = sql`first_seen <= ${instant(asOf)}`;
  const narrowed = (column: Sql): Sql =>
    keys === undefined ? sql`1` : sql`${column} IN ${param.keys(keys)}`;
  if (unit === 'account') {
    return sql`SELECT account AS unit, first_seen FROM accounts WHERE project = ${param.string(project)} AND ${until} AND ${narrowed(sql`account`)}`;
  }
  return resolveUsers(
    sql`SELECT user AS unit, first_seen FROM users WHERE project = ${param.string(project)} AND ${until} AND ${narrowed(sql`user`)}`,
    project,
    overlay,
    keys,
  );
}
