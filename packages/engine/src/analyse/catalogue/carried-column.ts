import type { FilterScope } from '../../define/selector/property-filter.ts';
import { type Sql, unsafeSql } from '../../store/sql/fragment.ts';

/** The JSON column of `events` with the properties of the event itself, or those of its user as the event carries them. */
export function carriedColumn(scope: FilterScope): Sql {
  return unsafeSql(columnName(scope));
}

/** The same as its bare name. */
export function columnName(scope: FilterScope): 'properties' | 'user_properties' {
  return scope === 'event' ? 'properties' : 'user_properties';
}
