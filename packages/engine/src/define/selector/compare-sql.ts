import {
  type CarriedProperty,
  sequenceColumn,
  TYPE_LETTERS,
} from '../../store/clickhouse/sequence-columns.ts';
import { anyOf, type Parameter, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import type { Comparison } from './property-filter.ts';

/**
 * A property's value as ClickHouse sees it, by type. Scalars are NULL and lists empty where the value is of another type.
 * Each is an expression that may be used several times.
 */
export interface ValueSql {
  /** Where it says of which type a value is, that is asked first, and what is of another type is not NULL or empty but anything. */
  readonly is?: Readonly<Record<'text' | 'number' | 'texts' | 'list', Sql>> | undefined;
  /** A quicker way to the same: is it this text? Is it among the texts of a list? */
  readonly isText?: ((wanted: Sql) => Sql) | undefined;
  readonly hasText?: ((wanted: Sql) => Sql) | undefined;
  readonly text: Sql;
  readonly number: Sql;
  readonly bool: Sql;
  readonly texts: Sql;
  readonly numbers: Sql;
  readonly bools: Sql;
  readonly isSet: Sql;
}

/** A property in a JSON column of `events` (`properties` or `user_properties`). */
export function jsonValue(column: 'properties' | 'user_properties', property: string): ValueSql {
  const path = sql`${unsafeSql(column)}.${identifier(property)}`;
  const texts = sql`${path}.:\`Array(Nullable(String))\``;
  const numbers = sql`arrayConcat(arrayMap(x -> toFloat64(x), ${path}.:\`Array(Nullable(Int64))\`), ${path}.:\`Array(Nullable(Float64))\`)`;
  const bools = sql`${path}.:\`Array(Nullable(Bool))\``;
  const isEmptyList = sql`(startsWith(dynamicType(${path}), 'Array') AND empty(${texts}) AND empty(${numbers}) AND empty(${bools}))`;
  return {
    text: sql`${path}.:String`,
    number: sql`coalesce(toFloat64(${path}.:Int64), ${path}.:Float64, toFloat64(${path}.:UInt64))`,
    bool: sql`${path}.:Bool`,
    texts,
    numbers,
    bools,
    isSet: sql`(isNotNull(${path}) AND NOT ${isEmptyList})`,
  };
}

/**
 * A property in its column of `sequence_events`. What is asked of the type and of a scalar the engine asks once of each different value, because
 * every function here takes the column alone; of lists, which are few, once of each row that has one.
 */
export function sequenceValue(property: CarriedProperty): ValueSql {
  const column = identifier(sequenceColumn(property));
  const { text, number, bool, texts, list } = TYPE_LETTERS;
  const is = (letter: string) => sql`startsWith(${column}, ${unsafeSql(`'${letter}'`)})`;
  const rest = sql`substring(${column}, 2)`;
  const { numbers, bools } = encodedValue(sql`toString(${rest})`);
  return {
    is: { text: is(text), number: is(number), texts: is(texts), list: is(list) },
    isText: (wanted) => sql`${column} = concat(${unsafeSql(`'${text}'`)}, ${wanted})`,
    hasText: (wanted) => sql`position(${column}, concat('\n', toJSONString(${wanted}), '\n')) > 0`,
    text: rest,
    number: sql`toFloat64OrZero(${rest})`,
    bool: sql`multiIf(${column} = ${unsafeSql(`'${bool}true'`)}, true, ${column} = ${unsafeSql(`'${bool}false'`)}, false, NULL)`,
    texts: sql`arrayMap(x -> JSONExtractString(x), arrayFilter(x -> x != '', splitByChar('\n', toString(${rest}))))`,
    numbers,
    bools,
    isSet: sql`(${column} != '')`,
  };
}

/**
 * A value kept as JSON text without spaces, such as `property_updates.value`; NULL, '' or 'null' when it is missing. The first
 * characters say the type: JSONExtract would read numbers as text and as truth values too.
 */
export function encodedValue(expression: Sql): ValueSql {
  const first = sql`substring(${expression}, 1, 1)`;
  const list = (starts: Sql, type: Sql): Sql =>
    sql`if(substring(${expression}, 1, 2) IN (${starts}), JSONExtract(assumeNotNull(${expression}), ${type}), [])`;
  const isNumbers = sql`(${first} = '[' AND substring(${expression}, 2, 1) NOT IN ('"', 't', 'f', ']'))`;
  return {
    text: sql`if(${first} = '"', JSONExtractString(assumeNotNull(${expression})), NULL)`,
    number: sql`if(${first} IN ('"', '[', 't', 'f', 'n', ''), NULL, toFloat64OrNull(${expression}))`,
    bool: sql`multiIf(${expression} = 'true', true, ${expression} = 'false', false, NULL)`,
    texts: list(sql`'["'`, sql`'Array(Nullable(String))'`),
    numbers: sql`if(${isNumbers}, JSONExtract(assumeNotNull(${expression}), 'Array(Nullable(Float64))'), [])`,
    bools: list(sql`'[t', '[f'`, sql`'Array(Nullable(Bool))'`),
    isSet: sql`(ifNull(${expression}, 'null') NOT IN ('null', '', '[]'))`,
  };
}

/** The condition for a comparison: never NULL. Agrees with compare.ts. */
export function compareSql(value: ValueSql, comparison: Comparison): Sql {
  switch (comparison.op) {
    case 'is':
      return equalsAny(value, comparison.values);
    case 'is-not':
      return sql`NOT (${equalsAny(value, comparison.values)})`;
    case 'greater':
      return ordered(value, unsafeSql('>'), comparison.value);
    case 'at-least':
      return ordered(value, unsafeSql('>='), comparison.value);
    case 'less':
      return ordered(value, unsafeSql('<'), comparison.value);
    case 'at-most':
      return ordered(value, unsafeSql('<='), comparison.value);
    case 'contains':
      return containsAny(value, comparison.values);
    case 'does-not-contain':
      return sql`NOT (${containsAny(value, comparison.values)})`;
    case 'starts-with':
      return textMatches(value, comparison.values, (text, v) => sql`startsWith(lower(${text}), lower(${v}))`);
    case 'is-set':
      return value.isSet;
    case 'is-not-set':
      return sql`NOT (${value.isSet})`;
    default:
      return unreachable(comparison);
  }
}

/** The value is text (or a number), and passes. */
function scalarHolds({ is }: ValueSql, type: 'text' | 'number', holds: Sql): Sql {
  return is === undefined ? sql`ifNull(${holds}, 0)` : sql`(${is[type]} AND ${holds})`;
}

/** The value is a list (of texts), and passes. */
function listHolds({ is }: ValueSql, type: 'texts' | 'list', holds: Sql): Sql {
  return is === undefined ? holds : sql`(${is[type]} AND ${holds})`;
}

function equalsAny(value: ValueSql, wanted: readonly (string | number | boolean)[]): Sql {
  const texts = wanted.filter((v) => typeof v === 'string');
  const numbers = wanted.filter((v) => typeof v === 'number');
  const bools = wanted.filter((v) => typeof v === 'boolean');
  const conditions: Sql[] = [];
  conditions.push(...oneOf(value, 'text', texts.map(param.string), param.strings(texts)));
  conditions.push(...oneOf(value, 'number', numbers.map(param.float), param.floats(numbers)));
  for (const bool of bools) {
    conditions.push(
      sql`ifNull(${value.bool} = ${param.bool(bool)}, 0)`,
      listHolds(value, 'list', sql`has(${value.bools}, ${param.bool(bool)})`),
    );
  }
  return anyOf(conditions);
}

/** One wanted value, the common case, is compared by `=`: a fifth faster over a JSON column than a list of one. */
function oneOf(
  value: ValueSql,
  type: 'text' | 'number',
  wanted: readonly Parameter[],
  all: Parameter,
): Sql[] {
  const [only, ...others] = wanted;
  if (only === undefined) return [];
  const scalar = value[type];
  const [list, listType] =
    type === 'text' ? ([value.texts, 'texts'] as const) : ([value.numbers, 'list'] as const);
  if (others.length > 0)
    return [
      scalarHolds(value, type, sql`has(${all}, ${scalar})`),
      listHolds(value, listType, sql`hasAny(${list}, ${all})`),
    ];
  const [isText, hasText] = type === 'text' ? [value.isText, value.hasText] : [];
  return [
    isText?.(sql`${only}`) ?? scalarHolds(value, type, sql`${scalar} = ${only}`),
    listHolds(value, listType, hasText?.(sql`${only}`) ?? sql`has(${list}, ${only})`),
  ];
}

function ordered(value: ValueSql, operator: Sql, against: string | number): Sql {
  const isText = typeof against === 'string';
  const bound = isText ? param.string(against) : param.float(against);
  const [type, listType] = isText ? (['text', 'texts'] as const) : (['number', 'list'] as const);
  const list = isText ? value.texts : value.numbers;
  return anyOf([
    scalarHolds(value, type, sql`${value[type]} ${operator} ${bound}`),
    listHolds(value, listType, sql`arrayExists(x -> ifNull(x ${operator} ${bound}, 0), ${list})`),
  ]);
}

function containsAny(value: ValueSql, wanted: readonly string[]): Sql {
  return textMatches(value, wanted, (text, v) => sql`(position(lower(${text}), lower(${v})) > 0)`);
}

/** `lower` folds A-Z alone, as compare.ts does. */
function textMatches(value: ValueSql, wanted: readonly string[], test: (text: Sql, v: Sql) => Sql): Sql {
  return anyOf(
    wanted.flatMap((v) => {
      const bound = sql`${param.string(v)}`;
      return [
        scalarHolds(value, 'text', test(value.text, bound)),
        listHolds(value, 'texts', sql`arrayExists(x -> ifNull(${test(sql`x`, bound)}, 0), ${value.texts})`),
      ];
    }),
  );
}
