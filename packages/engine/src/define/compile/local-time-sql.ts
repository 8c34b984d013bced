import type { Instant } from '../../model/time.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { zoneOffsets } from '../../util/zone-offsets.ts';

/**
 * The column `t` (ms) of rows between two instants as a zone's clocks show it: localTime in SQL. The zone's changes are passed in, so that
 * every reading goes by one time zone database, and ClickHouse needs not know the zone.
 */
export function localTimeSql(timeZone: string, after: Instant, until: Instant): Sql {
  const { starts, offsets } = zoneOffsets(timeZone, after, until);
  const [only = 0] = offsets;
  if (offsets.length < 2) return sql`(t + ${param.int(only)})`;
  return sql`(t + transform(roundDown(t, ${param.ints(starts)}), ${param.ints(starts)}, ${param.ints(offsets)}, ${param.int(0)}))`;
}
