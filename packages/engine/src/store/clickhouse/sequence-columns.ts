import type { EventStore, QueryOptions } from '../event-store.ts';
import { joinSql, type Sql, sql, unsafeSql } from '../sql/fragment.ts';
import { identifier } from '../sql/identifier.ts';

/**
 * Properties that questions filter by have columns of their own in `sequence_events`, so that such a question need not read JSON. A column
 * holds a letter for the type and the value as text, and '' where there is none, in a dictionary: what is compared is each different value, not each row.
 */
export interface CarriedProperty {
  /** What the event says, or what it carries of its user. */
  readonly scope: 'event' | 'user';
  readonly property: string;
}

/** The columns in their order in the table; those that are `whole` have the value of every row. */
export interface SequenceColumns {
  readonly all: readonly CarriedProperty[];
  readonly whole: ReadonlySet<string>;
}

/** The comment of a column that is whole. */
export const WHOLE = 'whole';

/**
 * The first letter of a column's text, by type. A list of numbers or truth values is JSON after its letter; one of texts has each as JSON, and a line
 * feed, which JSON has none of, before and after it.
 */
export const TYPE_LETTERS = { text: 's', number: 'n', bool: 'b', texts: 't', list: 'l' } as const;

/** The name of a property's column: `event:limit`. */
export function sequenceColumn({ scope, property }: CarriedProperty): string {
  return `${scope}:${property}`;
}

/** Names and states of the columns, as an expression to select; read by asSequenceColumns. */
export const SEQUENCE_COLUMNS: Sql = unsafeSql(`(SELECT groupArray((name, comment)) FROM (
    SELECT name, comment FROM system.columns
    WHERE database = currentDatabase() AND table = 'sequence' || '_events' AND position(name, ':') > 0 ORDER BY position
  ))`);

export type SequenceColumnRows = readonly (readonly [name: string, comment: string])[];

export function asSequenceColumns(rows: SequenceColumnRows): SequenceColumns {
  return {
    all: rows.map(([name]) => {
      const colon = name.indexOf(':');
      return { scope: name.slice(0, colon) as CarriedProperty['scope'], property: name.slice(colon + 1) };
    }),
    whole: new Set(rows.filter(([, comment]) => comment === WHOLE).map(([name]) => name)),
  };
}

/** The columns as they are now: another process may have added one. */
export async function readSequenceColumns(
  query: EventStore['query'],
  options?: QueryOptions,
): Promise<SequenceColumns> {
  const [row] = await query<{ columns: SequenceColumnRows }>(
    sql`SELECT ${SEQUENCE_COLUMNS} AS columns`,
    options,
  );
  return asSequenceColumns(row?.columns ?? []);
}

/** A SELECT of the rows of `sequence_events` out of those of `events`, a subquery or table. */
export function sequenceRows(events: Sql, columns: readonly CarriedProperty[]): Sql {
  const own = joinSql([unsafeSql('project, name, user, time, seq'), ...columns.map(encodedProperty)], ', ');
  return sql`SELECT ${own} FROM ${events}`;
}

/** The text of a property's column, over the columns of `events`. A list without elements is as good as none. */
export function encodedProperty({ scope, property }: CarriedProperty): Sql {
  const path = sql`${unsafeSql(scope === 'event' ? 'properties' : 'user_properties')}.${identifier(property)}`;
  const of = (type: string) => sql`${path}.:${identifier(type)}`;
  const number = sql`coalesce(toFloat64(${of('Int64')}), ${of('Float64')}, toFloat64(${of('UInt64')}))`;
  const numbers = sql`arrayConcat(arrayMap(x -> toFloat64(x), ${of('Array(Nullable(Int64))')}), ${of('Array(Nullable(Float64))')})`;
  // Written by hand: the engine's own JSON has large numbers in quotes or not, by its settings, and reads none past 64 bits without an exponent.
  const written = sql`ifNull(if(position(toString(x), 'e') > 0, toString(x), concat(toString(x), 'e0')), 'null')`;
  const numbersText = sql`concat('[', arrayStringConcat(arrayMap(x -> ${written}, ${numbers}), ','), ']')`;
  const texts = of('Array(Nullable(String))');
  const textsText = sql`concat('\n', arrayStringConcat(arrayMap(x -> toJSONString(assumeNotNull(x)), ${texts}), '\n'), '\n')`;
  const bools = of('Array(Nullable(Bool))');
  const cases = [
    [sql`isNotNull(${of('String')})`, TYPE_LETTERS.text, of('String')],
    [sql`isNotNull(${number})`, TYPE_LETTERS.number, sql`toString(${number})`],
    [sql`isNotNull(${of('Bool')})`, TYPE_LETTERS.bool, sql`toString(${of('Bool')})`],
    [sql`notEmpty(${texts})`, TYPE_LETTERS.texts, textsText],
    [sql`notEmpty(${numbers})`, TYPE_LETTERS.list, numbersText],
    [sql`notEmpty(${bools})`, TYPE_LETTERS.list, sql`toJSONString(${bools})`],
  ] as const;
  const each = cases.map(
    ([holds, letter, value]) => sql`${holds}, concat(${unsafeSql(`'${letter}'`)}, ${value})`,
  );
  return sql`toLowCardinality(ifNull(multiIf(${joinSql(each, ', ')}, ''), ''))`;
}
