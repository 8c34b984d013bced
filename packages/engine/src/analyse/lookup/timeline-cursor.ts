import type { Instant } from '../../model/time.ts';
import { type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';

/**
 * What a timeline holds, in the order of one millisecond from the earliest to the latest: a session begins with its first event, and what
 * follows from an event comes after it.
 */
export const ENTRY_KINDS = ['session', 'event', 'property', 'cohort', 'touch'] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/** A place in a timeline: that of an entry. `id` orders the entries of one kind and millisecond. */
export interface Place {
  readonly time: Instant;
  readonly kind: EntryKind;
  /** Decimal, at most 20 digits. */
  readonly id: string;
}

/** How much of one kind lies before a place: all before `time`; at `time` nothing, everything, or what has a lower id. */
export interface Bound {
  readonly time: Instant;
  readonly atTime: 'none' | 'all' | { readonly below: string };
}

export const CURSOR = /^(\d{1,16})\.(session|event|property|cohort|touch)\.(\d{1,20})$/;

export function printCursor({ time, kind, id }: Place): string {
  return `${time}.${kind}.${id}`;
}

/** Undefined when it is no cursor. */
export function parseCursor(text: string): Place | undefined {
  const found = CURSOR.exec(text);
  return found ? { time: Number(found[1]), kind: found[2] as EntryKind, id: found[3] ?? '' } : undefined;
}

/** What of a kind comes before a place. */
export function boundOf(kind: EntryKind, before: Place): Bound {
  const [own, others] = [ENTRY_KINDS.indexOf(kind), ENTRY_KINDS.indexOf(before.kind)];
  const atTime = own < others ? 'all' : own > others ? 'none' : { below: before.id };
  return { time: before.time, atTime };
}

/** Negative when `a` is the later entry: newest first. */
export function byPlace(a: Place, b: Place): number {
  if (a.time !== b.time) return b.time - a.time;
  if (a.kind !== b.kind) return ENTRY_KINDS.indexOf(b.kind) - ENTRY_KINDS.indexOf(a.kind);
  return BigInt(a.id) < BigInt(b.id) ? 1 : -1;
}

/** The condition of a bound over expressions in ms and of type UInt64. */
export function boundSql(time: Sql, id: Sql, { time: at, atTime }: Bound): Sql {
  const instant = sql`${param.int(at)}`;
  if (atTime === 'all') return sql`${time} <= ${instant}`;
  if (atTime === 'none') return sql`${time} < ${instant}`;
  return sql`(${time} < ${instant} OR (${time} = ${instant} AND ${id} < ${param.key(atTime.below)}))`;
}
