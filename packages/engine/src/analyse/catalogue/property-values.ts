import { encodedValue, jsonValue, type ValueSql } from '../../define/selector/compare-sql.ts';
import { propertiesAsOfSql } from '../../store/clickhouse/properties-as-of.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { param } from '../../store/sql/parameter.ts';
import { carriedColumn, columnName } from './carried-column.ts';
import { CATALOGUE_LIMITS, type CatalogueScope } from './catalogue-scope.ts';
import { containsSql, eventCounts } from './event-names.ts';
import { halvingsFor, lowerKeys, type Sampled, sampleEvents } from './event-sample.ts';
import type { PropertiesAsked } from './property-names.ts';
import { typeOfPath, VALUE_TYPES, type ValueType } from './value-type.ts';

export interface PropertyValues {
  /** The most frequent first. A list counts for each of its different elements, as a comparison holds for any of them. */
  readonly values: readonly { readonly value: string | number | boolean; readonly count: number }[];
  /** Different values that fit `search`; of a sample, those that were read. */
  readonly distinct: number;
  /** Those that are not listed: too many, or longer than a condition can name. */
  readonly leftOut: number;
  readonly sampled: Sampled | null;
}

/** Events whose value is read for one answer. */
const EVENTS_READ = 1_000_000;
/** Changes of the property that are read for one answer. */
const UPDATES_READ = 2_000_000;
/** Characters of the longest text that a condition can name. */
const LONGEST_VALUE = 1_024;

interface Row {
  readonly kind: 'string' | 'number' | 'boolean';
  readonly string_value: string;
  readonly number_value: number;
  readonly n: number;
  readonly different: number;
}

/**
 * The values of one property: of events, how many carry each; of users and accounts, how many have it now. With `event` a user's are
 * those that events of that name carry. `search` is a part of the value as text, letters of either case.
 */
export async function propertyValues(
  scope: CatalogueScope,
  asked: PropertiesAsked & { readonly name: string },
  budget: { readonly events: number; readonly updates: number } = {
    events: EVENTS_READ,
    updates: UPDATES_READ,
  },
): Promise<PropertyValues> {
  const { of, event, search, limit } = asked;
  const source =
    of === 'event' || (of === 'user' && event !== undefined)
      ? await carriedValues(scope, { ...asked, of }, budget.events)
      : await currentValues(scope, { ...asked, of }, budget.updates);
  const shown = sql`multiIf(kind = 'string', string_value, kind = 'number', toString(number_value), number_value = 1, 'true', 'false')`;
  const wanted = search === undefined ? sql`1` : containsSql(shown, search);
  const rows = await scope.store.query<Row>(
    sql`SELECT kind, string_value, number_value, n, toFloat64(count() OVER ()) AS different FROM (
          SELECT value.1 AS kind, value.2 AS string_value, value.3 AS number_value, toFloat64(sum(weight)) AS n
          FROM (${source.rows}) GROUP BY kind, string_value, number_value)
        WHERE ${wanted}
        ORDER BY lengthUTF8(string_value) > ${param.int(LONGEST_VALUE)}, n DESC, kind, string_value, number_value
        LIMIT ${param.int(limit)}`,
    { ...CATALOGUE_LIMITS, signal: scope.signal },
  );
  const named = rows.filter(({ string_value }) => string_value.length <= LONGEST_VALUE);
  const distinct = rows[0]?.different ?? 0;
  return {
    values: named.map((row) => ({ value: typedValue(row), count: row.n })),
    distinct,
    leftOut: distinct - named.length,
    sampled: source.sampled,
  };
}

/** What a value may be read as, and how it becomes a list of (kind, text, number). */
const PARTS: readonly { readonly of: ValueType; readonly part: Part; readonly elements: Sql }[] = [
  {
    of: 'string',
    part: 'text',
    elements: sql`if(isNull(v_text), [], [('string', assumeNotNull(v_text), 0.)])`,
  },
  {
    of: 'number',
    part: 'number',
    elements: sql`if(isNull(v_number), [], [('number', '', assumeNotNull(v_number))])`,
  },
  {
    of: 'boolean',
    part: 'bool',
    elements: sql`if(isNull(v_bool), [], [('boolean', '', toFloat64(assumeNotNull(v_bool)))])`,
  },
  { of: 'list', part: 'texts', elements: sql`arrayMap(x -> ('string', assumeNotNull(x), 0.), v_texts)` },
  {
    of: 'list',
    part: 'numbers',
    elements: sql`arrayMap(x -> ('number', '', toFloat64(assumeNotNull(x))), v_numbers)`,
  },
  {
    of: 'list',
    part: 'bools',
    elements: sql`arrayMap(x -> ('boolean', '', toFloat64(assumeNotNull(x))), v_bools)`,
  },
];
type Part = 'text' | 'number' | 'bool' | 'texts' | 'numbers' | 'bools';

interface Source {
  /** A SELECT of `value` (kind, text, number) and `weight`. */
  readonly rows: Sql;
  readonly sampled: Sampled | null;
}

async function carriedValues(
  scope: CatalogueScope,
  { of, name, event }: PropertiesAsked & { readonly name: string; readonly of: 'event' | 'user' },
  budget: number,
): Promise<Source> {
  const { where, weight, sampled } = sampleEvents(await eventCounts(scope, event), budget);
  const events = sql`project = ${param.string(scope.project.id)} AND ${where}`;
  const path = sql`${carriedColumn(of)}.${identifier(name)}`;
  const types = await scope.store.query<{ path_type: string }>(
    sql`SELECT DISTINCT dynamicType(${path}) AS path_type FROM events WHERE ${events}`,
    { ...CATALOGUE_LIMITS, signal: scope.signal },
  );
  const seen = new Set(
    types.filter(({ path_type }) => path_type !== 'None').map(({ path_type }) => typeOfPath(path_type)),
  );
  return { rows: exploded(sql`events`, jsonValue(columnName(of), name), events, weight, seen), sampled };
}

async function currentValues(
  { store, project, overlay, now, signal }: CatalogueScope,
  { of, name }: PropertiesAsked & { readonly name: string; readonly of: Unit },
  budget: number,
): Promise<Source> {
  const [seen] = await store.query<{ updates: number }>(
    sql`SELECT toFloat64(count()) AS updates FROM property_updates
        WHERE project = ${param.string(project.id)} AND scope = ${param.string(of)} AND property = ${param.string(name)}`,
    { ...CATALOGUE_LIMITS, signal },
  );
  const stored = seen?.updates ?? 0;
  const halvings = halvingsFor(stored, budget);
  const current = propertiesAsOfSql(project.id, of, overlay, now, [name], lowerKeys(sql`subject`, halvings));
  return {
    rows: exploded(
      sql`(${current})`,
      encodedValue(sql`value`),
      sql`1`,
      sql`${param.float(2 ** halvings)}`,
      new Set(VALUE_TYPES),
    ),
    sampled: halvings === 0 ? null : { read: Math.round(stored / 2 ** halvings), of: stored },
  };
}

/**
 * Equal values are put together before lists are taken apart: rows are many, values most often few. Only the types that occur are read,
 * because grouping by lists costs several times as much as by text.
 */
function exploded(from: Sql, value: ValueSql, where: Sql, weight: Sql, types: ReadonlySet<ValueType>): Sql {
  const parts = PARTS.filter(({ of }) => types.has(of));
  if (parts.length === 0) return sql`SELECT ('string', '', 0.) AS value, 0. AS weight WHERE 0`;
  const columns = joinSql(
    parts.map(({ part }) => sql`${value[part]} AS ${unsafeSql(`v_${part}`)}`),
    ', ',
  );
  const keys = unsafeSql(parts.map(({ part }) => `v_${part}`).join(', '));
  const alternatives = joinSql(
    parts.map(({ elements }) => elements),
    ', ',
  );
  return sql`SELECT arrayJoin(arrayDistinct(arrayConcat(${alternatives}))) AS value, sum(row_weight) AS weight
    FROM (SELECT ${columns}, toFloat64(${weight}) AS row_weight FROM ${from} WHERE ${where} AND ${value.isSet})
    GROUP BY ${keys}`;
}

function typedValue({ kind, string_value, number_value }: Row): string | number | boolean {
  if (kind === 'string') return string_value;
  return kind === 'number' ? number_value : number_value === 1;
}
