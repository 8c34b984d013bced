import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { cells } from '../retention/courses-sql.ts';
import type { ListedValues } from '../retention/labelled-sql.ts';
import { periodNumber } from '../retention/periods.ts';
import { labelled, type RetentionQuery } from '../retention/to-sql.ts';
import type { RetentionCellSpec } from './spec.ts';

/** The units of a cell, as rows `unit`, each once. `label` is the cell's group. */
export function cellUnitsSql(
  { date, interval, return: place, side }: RetentionCellSpec,
  label: string,
  query: RetentionQuery,
  listed: ListedValues,
): Sql {
  const onDate =
    date === undefined
      ? sql``
      : sql` AND period = ${param.int(periodNumber(Date.parse(date), query.spec.intervals, 'UTC'))}`;
  const own = sql`SELECT * FROM (${labelled(query, listed)}) WHERE label = ${param.string(label)}${onDate}`;
  if (interval === undefined) return sql`SELECT DISTINCT unit FROM (${own})`;
  const column = param.int(interval);
  const isOver = sql`max(over) > ${column}`;
  const cameBack = sql`countIf(has(${cells(place)}, ${column})) > 0`;
  const holds =
    side === 'immature'
      ? sql`NOT (${isOver})`
      : side === 'returned'
        ? sql`${isOver} AND ${cameBack}`
        : sql`${isOver} AND NOT (${cameBack})`;
  return sql`SELECT unit FROM (${own}) GROUP BY unit HAVING ${holds}`;
}
