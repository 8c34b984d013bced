import type { PropertyValue, Scalar } from '../../model/property-value.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import type { ValueSql } from './compare-sql.ts';

/** Values as text that keeps their type, which SQL groups by: `s` and text, `n` and a number, `b` and true or false. NONE: no value. */
export const NONE = '';

/** The different labels of a value: of each element of a list; NONE alone of a missing value or an empty list. */
export function labelsOf(value: PropertyValue | undefined): string[] {
  if (value === undefined) return [NONE];
  return labelsOfElements(Array.isArray(value) ? value : [value as Scalar]);
}

/** The same of a value's elements. */
export function labelsOfElements(elements: readonly Scalar[]): string[] {
  const labels = [...new Set(elements.map((element) => `${(typeof element).charAt(0)}${element}`))];
  return labels.length === 0 ? [NONE] : labels;
}

/** The same of a value in SQL: Array(String), never empty. */
export function labelsSql(value: ValueSql): Sql {
  const elements = (list: Sql, mark: Sql): Sql =>
    sql`arrayMap(x -> concat(${mark}, toString(assumeNotNull(x))), arrayFilter(x -> x IS NOT NULL, ${list}))`;
  return sql`multiIf(
    ${value.text} IS NOT NULL, [concat('s', assumeNotNull(${value.text}))],
    ${value.number} IS NOT NULL, [concat('n', toString(assumeNotNull(${value.number})))],
    ${value.bool} IS NOT NULL, [if(assumeNotNull(${value.bool}), 'btrue', 'bfalse')],
    notEmpty(${value.texts}), arrayDistinct(${elements(value.texts, sql`'s'`)}),
    notEmpty(${value.numbers}), arrayDistinct(${elements(value.numbers, sql`'n'`)}),
    notEmpty(${value.bools}), arrayDistinct(arrayMap(x -> if(assumeNotNull(x), 'btrue', 'bfalse'), ${value.bools})),
    [''])`;
}
