import type { Instant } from '../../model/time.ts';
import { type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { lastRelevant, type PathPlan } from './path-plan.ts';

/**
 * An event as one integer that orders as (time, seq) does: ms since `base`, then seq, then in the lowest bits one for each
 * mark that it has, such as a step that it fills. 64 bits are collected and sorted faster than 128, but do not hold every seq.
 */
export interface CodeLayout {
  readonly integer: 'UInt64' | 'UInt128' | 'UInt256';
  /** One ms before the first instant, so that no time is 0. */
  readonly base: Instant;
  readonly seqBits: number;
  readonly markBits: number;
}

/** The narrowest layout, given a number that no seq reaches: see sequenceFacts. */
export function narrowestLayout(plan: PathPlan, seqBound: number): CodeLayout {
  const base = plan.begins.from - 1;
  const latestDeadline = lastRelevant(plan) + plan.windowMs;
  const timeBits = Math.ceil(Math.log2(Math.max(4, latestDeadline - base + 3)));
  const markBits = plan.marks.length;
  const seqBits = 64 - timeBits - markBits;
  if (seqBits < 1 || seqBound > 2 ** seqBits) return certainLayout(plan);
  return { integer: 'UInt64', base, seqBits, markBits };
}

/** A layout that every seq fits: 44 bits of time, 64 of seq, and 20 marks or more. */
export function certainLayout(plan: PathPlan): CodeLayout {
  const integer = plan.marks.length <= 20 ? 'UInt128' : 'UInt256';
  return { integer, base: plan.begins.from - 1, seqBits: 64, markBits: plan.marks.length };
}

/** The code of a row with the columns `t`, `seq` and `mark_bits`. */
export function codeSql({ integer, base, seqBits, markBits }: CodeLayout): Sql {
  const wide = unsafeSql(`to${integer}`);
  return sql`bitShiftLeft(${wide}(t - ${param.int(base)}), ${n(seqBits + markBits)}) + bitShiftLeft(${wide}(seq), ${n(markBits)}) + mark_bits`;
}

/** Does an event have the mark, such as that of a step that it fills? */
export function has(code: Sql, mark: number): Sql {
  return sql`bitTest(toUInt64(${code}), ${n(mark)})`;
}

/** Has it any of them? */
export function hasAny(code: Sql, marks: readonly number[]): Sql {
  const [only, ...others] = marks;
  if (only === undefined) return sql`0`;
  if (others.length === 0) return has(code, only);
  return sql`(bitAnd(toUInt64(${code}), ${maskOf(marks)}) != 0)`;
}

/** The code without a mark that it may have. */
export function without(code: Sql, mark: number, { integer }: CodeLayout): Sql {
  return sql`if(${has(code, mark)}, bitXor(${code}, ${unsafeSql(`to${integer}('${2n ** BigInt(mark)}')`)}), ${code})`;
}

/** The bits of some marks as a literal of 64 bits. */
export function maskOf(marks: readonly number[]): Sql {
  return unsafeSql(`toUInt64('${marks.reduce((mask, mark) => mask | (2n ** BigInt(mark)), 0n)}')`);
}

/** The lowest code that an event at an instant or later may have, as an expression over Int64 ms. */
export function codeAt(ms: Sql, { integer, base, seqBits, markBits }: CodeLayout): Sql {
  return sql`bitShiftLeft(${unsafeSql(`to${integer}`)}(${ms} - ${param.int(base)}), ${n(seqBits + markBits)})`;
}

/** A code above all others. */
export function noCode({ integer }: CodeLayout): Sql {
  const bits = { UInt64: 64n, UInt128: 128n, UInt256: 256n }[integer];
  return unsafeSql(`to${integer}('${2n ** bits - 1n}')`);
}

/** The largest code that an event may have which comes within `ms` after the one of `code`: a deadline, to be compared with codes. */
export function codeDeadline(code: Sql, ms: number, { integer, seqBits, markBits }: CodeLayout): Sql {
  const low = BigInt(seqBits + markBits);
  const literal = (value: bigint) => unsafeSql(`to${integer}('${value}')`);
  return sql`bitOr(${code}, ${literal(2n ** low - 1n)}) + ${literal(BigInt(ms) << low)}`;
}

/** The instant of a code or of a deadline, as Int64. */
export function codeInstant(code: Sql, { base, seqBits, markBits }: CodeLayout): Sql {
  return sql`toInt64(bitShiftRight(${code}, ${n(seqBits + markBits)})) + ${param.int(base)}`;
}

/** The seq of one code. */
export function codeSeq(code: Sql, { integer, seqBits, markBits }: CodeLayout): Sql {
  const seq = sql`toUInt64(bitShiftRight(${code}, ${n(markBits)}))`;
  return integer === 'UInt64' ? sql`bitAnd(${seq}, ${unsafeSql(String(2n ** BigInt(seqBits) - 1n))})` : seq;
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
