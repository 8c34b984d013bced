import { type ColumnType, type RawBuilder, sql } from 'kysely';

/** A jsonb column: parsed when read, written through `jsonb()`. */
export type Json<T> = ColumnType<T, RawBuilder<T>, RawBuilder<T>>;

/**
 * A value for a jsonb column. It travels as text on every driver, because `pg` would turn a bare array into a Postgres array.
 * Postgres refuses the character U+0000 inside and does not keep the order of an object's keys.
 */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`CAST(CAST(${JSON.stringify(value)} AS text) AS jsonb)`;
}
