import type { PropertyValue } from '../../model/property-value.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { PropertyChange } from './result.ts';

/** A row of propertyChangesSql. */
export interface ChangeRow {
  readonly name: string;
  readonly t: number;
  readonly arrival: string;
  readonly set_to: string;
  readonly was: string;
}

/**
 * Where a unit's properties became another value: `name`, `t` (Float64, ms), `arrival` (decimal), `set_to` and `was` (JSON text, `null` for
 * none), unordered. Senders say the same value again and again, and what they repeat is no change. `properties` narrows it, all when undefined.
 */
export function propertyChangesSql(
  project: string,
  scope: Unit,
  keys: readonly string[],
  properties?: readonly string[] | undefined,
): Sql {
  const narrowed = properties === undefined ? sql`` : sql` AND property IN ${param.strings(properties)}`;
  return sql`SELECT toString(set_property) AS name, toFloat64(set_at) AS t, toString(set_seq) AS arrival, set_seq, value AS set_to, was FROM (
      SELECT property AS set_property, toUnixTimestamp64Milli(time) AS set_at, property_updates_by_subject.seq AS set_seq, value,
        lagInFrame(value, 1, 'null') OVER (PARTITION BY property ORDER BY time, property_updates_by_subject.seq
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS was
      FROM property_updates_by_subject
      WHERE project = ${param.string(project)} AND scope = ${param.string(scope)} AND subject IN ${param.keys(keys)}${narrowed}
    ) WHERE value != was`;
}

/** Each property as it stands now: rows `name` and `encoded` (JSON text). What is removed does not come. */
export function currentPropertiesSql(project: string, scope: Unit, keys: readonly string[]): Sql {
  return sql`SELECT toString(property) AS name, argMax(value, (time, property_updates_by_subject.seq)) AS encoded
    FROM property_updates_by_subject
    WHERE project = ${param.string(project)} AND scope = ${param.string(scope)} AND subject IN ${param.keys(keys)}
    GROUP BY property HAVING encoded != 'null'`;
}

export function decoded(encoded: string): { readonly value?: PropertyValue | undefined } {
  const value = JSON.parse(encoded) as PropertyValue | null;
  return value === null ? {} : { value };
}

export function changeOf({ name, t, set_to }: ChangeRow): PropertyChange {
  return { property: name, time: t, ...decoded(set_to) };
}
