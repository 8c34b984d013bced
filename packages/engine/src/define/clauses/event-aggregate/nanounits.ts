import { type Sql, sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';

/** Numbers beyond this, and below its negative, count as this in a sum. */
const LARGEST = 1e18;
/** 2 to the 48th. */
const HIGH = 281_474_976_710_656;

/**
 * A number in whole billionths, the half ones upwards. Sums are made of these: whole numbers add up to the same in any order
 * and in every engine, which floating point does not.
 */
export function nanounits(value: number): bigint {
  return BigInt(Math.floor(Math.min(Math.max(value, -LARGEST), LARGEST) * 1e9 + 0.5));
}

/** The same of a list of Float64: a list of Int128. */
export function nanounitsSql(numbers: Sql): Sql {
  const bounded = sql`least(greatest(x, ${param.float(-LARGEST)}), ${param.float(LARGEST)})`;
  const whole = sql`arrayMap(x -> floor(${bounded} * 1e9 + 0.5), ${numbers})`;
  // ClickHouse turns a Float64 beyond 64 bits into an Int128 inexactly. Its upper and its lower digits it turns exactly.
  const high = sql`floor(n / ${param.int(HIGH)})`;
  const low = sql`toInt64(n - ${high} * ${param.int(HIGH)})`;
  return sql`arrayMap(n -> toInt128(toInt64(${high})) * ${param.int(HIGH)} + ${low}, ${whole})`;
}

/** A whole number as an Int128. */
export function int128(value: bigint): Sql {
  return sql`toInt128(${param.string(String(value))})`;
}
