import type { ValueSql } from '../../define/selector/compare-sql.ts';
import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay, Unit } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { propertyAtValue, withPropertyAt } from './property-at.ts';

/** The column that rows of users' events need beside `unit` and `t`: the first account that the event names. */
export const FIRST_ACCOUNT = sql`accounts[1] AS first_account`;

/**
 * Rows with the further column `name`, made by `of` from a property of the account as it stood at the event, its last update up to then.
 * The account is the one in whose history the event is; of users' events the first that it names.
 */
export function withAccountProperty(
  rows: Sql,
  request: {
    readonly project: string;
    readonly overlay: IdentityOverlay;
    readonly unit: Unit;
    readonly property: string;
    readonly until: Instant;
    readonly name: Sql;
    readonly of: (value: ValueSql) => Sql;
  },
): Sql {
  const known = withPropertyAt(rows, {
    project: request.project,
    overlay: request.overlay,
    scope: 'account',
    property: request.property,
    subject: request.unit === 'account' ? sql`unit` : sql`first_account`,
    at: sql`t`,
    until: request.until,
  });
  return sql`SELECT * EXCEPT (encoded_at), ${request.of(propertyAtValue)} AS ${request.name} FROM (${known})`;
}
