import { z } from 'zod';
import { RECORD_NAMES } from '../../model/event.ts';
import type { HistoryEvent } from '../../model/history.ts';
import { type CarriedProperty, sequenceColumn } from '../../store/clickhouse/sequence-columns.ts';
import { allOf, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { compare } from './compare.ts';
import { compareSql, jsonValue, sequenceValue, type ValueSql } from './compare-sql.ts';
import { type PropertyFilter, propertyFilter } from './property-filter.ts';

/** Which events: any of `names` (or any event at all when it is empty) that pass every filter. */
export const eventSelector = z.strictObject({
  names: z.array(z.string().min(1).max(1024)).max(100),
  filters: z.array(propertyFilter).max(20),
});

export type EventSelector = z.infer<typeof eventSelector>;

/** The meaning of a selector. Records such as `$identify` are not events: a selector of any event leaves them out. */
export function selects(event: HistoryEvent, selector: EventSelector): boolean {
  if (selector.names.length > 0 && !selector.names.includes(event.name)) return false;
  return passes(event, selector.filters);
}

/** Does an event pass every filter, whatever its name? */
export function passes(
  event: Pick<HistoryEvent, 'properties' | 'userProperties'>,
  filters: readonly PropertyFilter[],
): boolean {
  if (filters.length === 0) return true;
  return filters.every((filter) =>
    compare((filter.scope === 'event' ? event.properties : event.userProperties)[filter.property], filter),
  );
}

/** The same as a condition over the columns of `events`. */
export function selectorSql(selector: EventSelector): Sql {
  return conditionOf(selector, ({ scope, property }) =>
    jsonValue(scope === 'event' ? 'properties' : 'user_properties', property),
  );
}

/** The same over the columns of `sequence_events`: see areSequences. */
export function sequenceSelectorSql(selector: EventSelector): Sql {
  return conditionOf(selector, sequenceValue);
}

function conditionOf({ names, filters }: EventSelector, read: (of: CarriedProperty) => ValueSql): Sql {
  return allOf([namesSql(names), ...filters.map((filter) => compareSql(read(filter), filter))]);
}

/** Has `sequence_events` all that these selectors ask of an event? `whole`: names of its columns. */
export function areSequences(
  selectors: readonly EventSelector[],
  whole: ReadonlySet<string> | undefined,
): boolean {
  return selectors.every(({ filters }) => filters.every((filter) => whole?.has(sequenceColumn(filter))));
}

/** The condition on the name alone, which the table's key serves. An empty list means any event; a record is none, also by name. */
export function namesSql(names: readonly string[]): Sql {
  if (names.length === 0) return sql`name NOT IN ${param.strings(RECORD_NAMES)}`;
  const events = names.filter((name) => !RECORD_NAMES.includes(name));
  return events.length === 0 ? sql`0` : sql`name IN ${param.strings(events)}`;
}
