import { type Sql, sql } from '../../store/sql/fragment.ts';
import { firstSeenRows, type KnownUnitsRequest } from './first-seen-rows.ts';
import type { UnitSet } from './unit-set.ts';

/** Everyone first seen up to `asOf`: a SELECT with one column `unit`, each key once, in no order. */
export function knownUnitsSql(request: KnownUnitsRequest): Sql {
  return sql`SELECT DISTINCT unit FROM (${firstSeenRows(request)})`;
}

/** The units of a set, in the same form: the known units are read only when it is an "everyone but". */
export function unitsIn(set: UnitSet, request: KnownUnitsRequest): Sql {
  if (!set.everyoneBut) return set.select;
  return sql`SELECT unit FROM (${knownUnitsSql(request)}) WHERE unit NOT IN (${set.select})`;
}
