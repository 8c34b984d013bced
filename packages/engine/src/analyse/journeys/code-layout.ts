import type { Instant } from '../../model/time.ts';
import { type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';

/**
 * An event as one integer that orders as (time, seq) does: from the highest bit 43 bits of ms since `base`, 64 of seq, and then what
 * the fold needs to know. In the lowest bits are the flags, above them the node's number; the wide form has between these and seq a
 * value's hash (0: none) and the sender's session id.
 *
 *     narrow, 128 bits:  time 43 · seq 64 · node 15 · flags 6
 *     wide,   256 bits:  time 43 · seq 64 · session 64 · value 48 · node 31 · flags 6
 */
export interface CodeLayout {
  readonly isWide: boolean;
  /** One ms before the first instant, so that no time is 0. */
  readonly base: Instant;
}

export const FLAG_BITS = 6;
/** What a row may be. The bit of `1 << n` in a code. */
export const FLAGS = { anchor: 0, return: 1, goal: 2, end: 3, workaround: 4, shown: 5 } as const;
export type Flag = keyof typeof FLAGS;

export const NARROW_NODES = 2 ** 15 - 1;
const NARROW_PAYLOAD_BITS = 21;
const WIDE_PAYLOAD_BITS = 37;
const VALUE_BITS = 48;
const SESSION_BITS = 64;

/** The layout for so many nodes; wide when sessions or values are needed. */
export function codeLayout(base: Instant, nodes: number, needsMore: boolean): CodeLayout {
  return { isWide: needsMore || nodes > NARROW_NODES, base };
}

/** The code of a row with the columns `t`, `seq`, `node` and `flags`, and in the wide form `session_id` and `value_hash`. */
export function codeSql({ isWide, base }: CodeLayout): Sql {
  const wide = unsafeSql(isWide ? 'toUInt256' : 'toUInt128');
  const at = sql`toUInt64(t - ${param.int(base)})`;
  const payload = sql`bitOr(bitShiftLeft(toUInt64(node), ${n(FLAG_BITS)}), toUInt64(flags))`;
  if (!isWide) {
    return sql`bitOr(bitOr(bitShiftLeft(${wide}(${at}), ${n(NARROW_PAYLOAD_BITS + 64)}), bitShiftLeft(${wide}(seq), ${n(NARROW_PAYLOAD_BITS)})), ${wide}(${payload}))`;
  }
  const session = WIDE_PAYLOAD_BITS + VALUE_BITS;
  const parts: readonly (readonly [Sql, number])[] = [
    [at, session + SESSION_BITS + 64],
    [sql`seq`, session + SESSION_BITS],
    [sql`reinterpretAsUInt64(session_id)`, session],
    [sql`value_hash`, WIDE_PAYLOAD_BITS],
    [payload, 0],
  ];
  return parts
    .map(([value, bits]) => sql`bitShiftLeft(${wide}(${value}), ${n(bits)})`)
    .reduce((all, each) => sql`bitOr(${all}, ${each})`);
}

/**
 * Sorted codes as text of bytes, as the fold reads them. Once they are in order the narrow form needs no seq any more: what is left of a code
 * are 64 bits, time 43 · node 15 · flags 6.
 */
export function bytesSql(codes: Sql, { isWide }: CodeLayout): Sql {
  if (isWide) return sql`reinterpretAsString(${codes})`;
  const time = sql`bitShiftLeft(toUInt64(bitShiftRight(code, ${n(NARROW_PAYLOAD_BITS + 64)})), ${n(NARROW_PAYLOAD_BITS)})`;
  const payload = sql`bitAnd(toUInt64(code), ${n(2 ** NARROW_PAYLOAD_BITS - 1)})`;
  return sql`reinterpretAsString(arrayMap(code -> bitOr(${time}, ${payload}), ${codes}))`;
}

/** A hash of a text for `value_hash`, never 0. */
export function valueHash(text: Sql): Sql {
  return sql`bitOr(bitAnd(cityHash64(${text}), ${unsafeSql(String(2n ** BigInt(VALUE_BITS) - 1n))}), 1)`;
}

/** The flags of a row as one small integer. */
export function flagsSql(conditions: Readonly<Partial<Record<Flag, Sql>>>): Sql {
  const bits = (Object.keys(FLAGS) as Flag[]).flatMap((flag) => {
    const condition = conditions[flag];
    return condition ? [sql`bitShiftLeft(toUInt8(${condition}), ${n(FLAGS[flag])})`] : [];
  });
  return bits.reduce((all, each) => sql`bitOr(${all}, ${each})`);
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
