import type { Instant } from '../../model/time.ts';
import { type Parameter, type Sql, sql } from './fragment.ts';

/** Typed bound values for the holes of `sql`. */
export const param = {
  string: (value: string): Parameter => ({ kind: 'parameter', type: 'String', value }),
  int: (value: number): Parameter => ({ kind: 'parameter', type: 'Int64', value }),
  float: (value: number): Parameter => ({ kind: 'parameter', type: 'Float64', value }),
  bool: (value: boolean): Parameter => ({ kind: 'parameter', type: 'Bool', value }),
  /** A key in decimal: 64 bits do not fit a JavaScript number. */
  key: (value: string): Parameter => ({ kind: 'parameter', type: 'UInt64', value }),
  keys: (value: readonly string[]): Parameter => ({ kind: 'parameter', type: 'Array(UInt64)', value }),
  strings: (value: readonly string[]): Parameter => ({ kind: 'parameter', type: 'Array(String)', value }),
  ints: (value: readonly number[]): Parameter => ({ kind: 'parameter', type: 'Array(Int64)', value }),
  floats: (value: readonly number[]): Parameter => ({ kind: 'parameter', type: 'Array(Float64)', value }),
} as const;

/** An instant as the DateTime64(3, 'UTC') that time columns hold, so that their indexes apply. */
export function instant(value: Instant): Sql {
  return sql`fromUnixTimestamp64Milli(${param.int(value)}, 'UTC')`;
}
