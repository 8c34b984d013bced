import { timeline } from '../../../store/clickhouse/timeline.ts';
import { sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { type UnitSet, unitsOf } from '../../compile/unit-set.ts';
import { durationMs } from '../../language/duration.ts';
import { selectorSql } from '../../selector/event-selector.ts';
import type { SqlContext } from '../define-clause.ts';
import type { TrendClause } from './schema.ts';

/** One pass over the events of both periods. A unit that comes did one: when one count is 0, the other alone fails the comparison. */
export function trendSql(clause: TrendClause, { project, overlay, unit, asOf }: SqlContext): UnitSet {
  const period = durationMs(clause.period);
  const after = asOf - 2 * period;
  const where = selectorSql(clause.event);
  const rows = timeline({
    ...{ project, overlay, unit, where, until: asOf },
    after: after < 0 ? undefined : after,
  });
  const product = sql`${param.float(clause.factor)} * toFloat64(before)`;
  const holds =
    clause.op === 'at-least' ? sql`toFloat64(now) >= ${product}` : sql`toFloat64(now) <= ${product}`;
  return unitsOf(sql`SELECT unit FROM (
    SELECT unit, countIf(t > ${param.int(asOf - period)}) AS now, count() - now AS before FROM (${rows}) GROUP BY unit
  ) WHERE ${holds}`);
}
