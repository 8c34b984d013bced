import type { ValueSql } from '../../define/selector/compare-sql.ts';
import type { PropertyValue, Scalar } from '../../model/property-value.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';

/**
 * A property's value as a text to group by: a letter for the type and the value, `sfree`, `n3`, `btrue`, `l["a","b"]` for a list as a
 * whole; '' for a missing value, and an empty list is one. 3 and "3" are two values.
 */
export function encodeBreakdownValue(value: PropertyValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'number') return `n${value}`;
  if (typeof value === 'boolean') return `b${value}`;
  return value.length === 0 ? '' : `l${JSON.stringify(value)}`;
}

/** Back from the text; null for a missing value. */
export function decodeBreakdownValue(text: string): PropertyValue | null {
  const rest = text.slice(1);
  switch (text[0]) {
    case 's':
      return rest;
    case 'n':
      return Number(rest);
    case 'b':
      return rest === 'true';
    case 'l':
      return JSON.parse(rest) as readonly Scalar[];
    default:
      return null;
  }
}

/** The same text of a value in SQL. */
export function encodedBreakdownValue({ text, number, bool, texts, numbers, bools }: ValueSql): Sql {
  return sql`multiIf(
    isNotNull(${text}), concat('s', assumeNotNull(${text})),
    isNotNull(${number}), concat('n', toString(assumeNotNull(${number}))),
    isNotNull(${bool}), if(assumeNotNull(${bool}), 'btrue', 'bfalse'),
    notEmpty(${texts}), concat('l', toJSONString(${texts})),
    notEmpty(${numbers}), concat('l', toJSONString(${numbers})),
    notEmpty(${bools}), concat('l', toJSONString(${bools})),
    '')`;
}
