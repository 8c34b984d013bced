import type { z } from 'zod';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay, Unit } from '../../store/clickhouse/timeline.ts';
import type { Sql } from '../../store/sql/fragment.ts';
import type { Condition } from '../language/ast.ts';

/** What a reading may look up beside one history: the definitions of other cohorts, by name. Unknown names were refused by `check`. */
export interface CohortLookup {
  readonly definition: (name: string) => { readonly unit: Unit; readonly where: Condition } | undefined;
}

export interface ReferenceContext {
  readonly asOf: Instant;
  readonly cohorts: CohortLookup;
  /** Evaluates another condition on the same history: how `in cohort` recurses. */
  readonly holds: (history: History, condition: Condition) => boolean;
}

export interface SqlContext {
  readonly project: string;
  readonly unit: Unit;
  readonly overlay: IdentityOverlay;
  readonly asOf: Instant;
  readonly cohorts: CohortLookup;
  /** The SELECT of a condition's members (one column, `unit`): how `in cohort` recurses. */
  readonly members: (condition: Condition) => Sql;
}

/**
 * One kind of condition, whole: its JSON shape, its words, and its readings. `reference` is the definition of the meaning and
 * the others must agree with it. The live tracker joins here when the live reading is built.
 */
export interface Clause<Kind extends string, Shape extends { readonly kind: Kind }> {
  readonly kind: Kind;
  readonly schema: z.ZodType<Shape>;
  /** The clause in the language's own words, as `parse` reads them back. */
  readonly print: (clause: Shape) => string;
  /** Does it hold of this history as of the instant? Looks at nothing later than `asOf`. */
  readonly reference: (clause: Shape, history: History, context: ReferenceContext) => boolean;
  /**
   * Who it holds of: a SELECT with one column `unit`, each key once. When `whenAbsent` is true of the clause, units with no
   * relevant row are members too, and the SELECT starts from all known units.
   */
  readonly sql: (clause: Shape, context: SqlContext) => Sql;
}

/** Checks the shape of a clause at compile time and gives it back: a clause is data, made once. */
export function defineClause<Kind extends string, Shape extends { readonly kind: Kind }>(
  clause: Clause<Kind, Shape>,
): Clause<Kind, Shape> {
  return clause;
}
