import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';

/**
 * A set of units, in one of two forms: those of `select`, or every known unit but those. Negation only turns the form, so
 * the known units are read once, at the very end, and only when the whole is an "everyone but".
 */
export interface UnitSet {
  /** A SELECT with one column `unit`, UInt64. Each key once. */
  readonly select: Sql;
  readonly everyoneBut: boolean;
}

export function unitsOf(select: Sql): UnitSet {
  return { select, everyoneBut: false };
}

export function everyoneBut(select: Sql): UnitSet {
  return { select, everyoneBut: true };
}

export function complement(set: UnitSet): UnitSet {
  return { select: set.select, everyoneBut: !set.everyoneBut };
}

/** Units in all of the sets. Takes at least one. */
export function intersection(sets: readonly UnitSet[]): UnitSet {
  const [first, ...rest] = sets.filter((set) => !set.everyoneBut).map((set) => set.select);
  const without = sets.filter((set) => set.everyoneBut).map((set) => set.select);
  if (first === undefined) return everyoneBut(together(without));
  const conditions = [
    ...rest.map((select) => sql`unit IN (${select})`),
    ...without.map((select) => sql`unit NOT IN (${select})`),
  ];
  if (conditions.length === 0) return unitsOf(first);
  return unitsOf(sql`SELECT unit FROM (${first}) WHERE ${joinSql(conditions, ' AND ')}`);
}

/** Units in any of the sets. Takes at least one. */
export function union(sets: readonly UnitSet[]): UnitSet {
  if (sets.some((set) => set.everyoneBut)) return complement(intersection(sets.map(complement)));
  return unitsOf(together(sets.map((set) => set.select)));
}

function together(selects: readonly Sql[]): Sql {
  const [only] = selects;
  if (selects.length === 1 && only) return only;
  return sql`SELECT DISTINCT unit FROM (${joinSql(selects, ' UNION ALL ')})`;
}
