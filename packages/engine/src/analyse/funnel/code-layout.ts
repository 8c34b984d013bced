import { durationMs } from '../../define/language/duration.ts';
import type { Instant } from '../../model/time.ts';
import { type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import type { FunnelSpec } from './spec.ts';

/**
 * An event as one integer that orders as (time, seq) does: ms since `base`, then seq, then in the lowest bits one for each
 * step that it fills. 64 bits are collected and sorted faster than 128, but do not hold every seq.
 */
export interface CodeLayout {
  readonly integer: 'UInt64' | 'UInt128' | 'UInt256';
  /** One ms before the first instant, so that no time is 0. */
  readonly base: Instant;
  readonly seqBits: number;
  readonly stepBits: number;
}

/** The narrowest layout, given that the store holds `events`. Its seqs may not fit: they outlive rows that were dropped. */
export function likelyLayout(spec: FunnelSpec, asOf: Instant, events: number): CodeLayout {
  const base = spec.from - 1;
  const latestDeadline = lastRelevant(spec, asOf) + durationMs(spec.conversionWindow);
  const timeBits = Math.ceil(Math.log2(Math.max(2, latestDeadline - base + 1)));
  const seqBits = 64 - timeBits - spec.steps.length;
  if (seqBits < 1 || events >= 2 ** seqBits) return certainLayout(spec);
  return { integer: 'UInt64', base, seqBits, stepBits: spec.steps.length };
}

/** A layout that every seq fits: 44 bits of time, 64 of seq, and 20 steps or more. */
export function certainLayout(spec: FunnelSpec): CodeLayout {
  const integer = spec.steps.length <= 20 ? 'UInt128' : 'UInt256';
  return { integer, base: spec.from - 1, seqBits: 64, stepBits: spec.steps.length };
}

/** The last instant whose events can be part of a path. */
export function lastRelevant(spec: FunnelSpec, asOf: Instant): Instant {
  return Math.min(asOf, spec.to - 1 + durationMs(spec.conversionWindow));
}

/** The code of a row with the columns `t`, `seq` and `step_bits`. */
export function codeSql({ integer, base, seqBits, stepBits }: CodeLayout): Sql {
  const wide = unsafeSql(`to${integer}`);
  return sql`bitShiftLeft(${wide}(t - ${param.int(base)}), ${n(seqBits + stepBits)}) + bitShiftLeft(${wide}(seq), ${n(stepBits)}) + step_bits`;
}

/** Does the `seq` of a row fit? */
export function seqFits({ seqBits }: CodeLayout): Sql {
  return seqBits >= 64 ? sql`1` : sql`bitShiftRight(seq, ${n(seqBits)}) = 0`;
}

/** Does an event fill the step, counted from 1? */
export function fills(code: Sql, step: number): Sql {
  return sql`bitTest(toUInt64(${code}), ${n(step - 1)})`;
}

/** The largest code that an event may have which comes within `ms` after the one of `code`: a deadline, to be compared with codes. */
export function codeDeadline(code: Sql, ms: number, { integer, seqBits, stepBits }: CodeLayout): Sql {
  const low = BigInt(seqBits + stepBits);
  const literal = (value: bigint) => unsafeSql(`to${integer}('${value}')`);
  return sql`bitOr(${code}, ${literal(2n ** low - 1n)}) + ${literal(BigInt(ms) << low)}`;
}

/** The instant of a code or of a deadline, as Int64. */
export function codeInstant(code: Sql, { base, seqBits, stepBits }: CodeLayout): Sql {
  return sql`toInt64(bitShiftRight(${code}, ${n(seqBits + stepBits)})) + ${param.int(base)}`;
}

/** The seq of one code. */
export function codeSeq(code: Sql, { integer, seqBits, stepBits }: CodeLayout): Sql {
  const seq = sql`toUInt64(bitShiftRight(${code}, ${n(stepBits)}))`;
  return integer === 'UInt64' ? sql`bitAnd(${seq}, ${unsafeSql(String(2n ** BigInt(seqBits) - 1n))})` : seq;
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
