import type { z } from 'zod';
import type { History } from '../../model/history.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { IdentityOverlay, Unit } from '../../store/clickhouse/timeline.ts';
import type { UnitSet } from '../compile/unit-set.ts';
import type { Condition } from '../language/ast.ts';
import type { LiveReading } from '../live/tracker.ts';

/** What a reading may look up beside one history: the definitions of other cohorts, by name. */
export interface CohortLookup {
  readonly definition: (name: string) => { readonly unit: Unit; readonly where: Condition } | undefined;
}

export interface ReferenceContext {
  readonly asOf: Instant;
  readonly cohorts: CohortLookup;
  /** Everyone of the unit, for clauses that compare one with others. */
  readonly population: readonly History[];
  /** Evaluates another condition on a history: how `in cohort` recurses. */
  readonly holds: (history: History, condition: Condition) => boolean;
}

export interface SqlContext {
  readonly project: string;
  readonly unit: Unit;
  readonly overlay: IdentityOverlay;
  readonly asOf: Instant;
  readonly cohorts: CohortLookup;
  /** The units that a condition holds of: how `in cohort` recurses. */
  readonly members: (condition: Condition) => UnitSet;
}

/**
 * One kind of condition, whole: its JSON shape and its readings. `reference` is the definition of the meaning and the others
 * must agree with it.
 */
export interface Clause<Kind extends string, Shape extends { readonly kind: Kind }> {
  readonly kind: Kind;
  readonly schema: z.ZodType<Shape>;
  /** Does it hold of this history as of the instant? Looks at nothing later than `asOf`. */
  readonly reference: (clause: Shape, history: History, context: ReferenceContext) => boolean;
  /**
   * Who it holds of. A clause that holds of a unit with no relevant row is given as everyone but those it does not hold of,
   * so that no clause has to scan all known units.
   */
  readonly sql: (clause: Shape, context: SqlContext) => UnitSet;
  /** The same of one unit at a time, as its rows come and time passes. */
  readonly live: LiveReading<Shape>;
  /**
   * What stands in the way of a clause that does not hold, for people, from what it has seen: `2 more`. Left out by clauses whose
   * value says it all.
   */
  readonly missing?: ((clause: Shape, value: PropertyValue | null) => string) | undefined;
}

/** Checks the shape of a clause at compile time and gives it back: a clause is data, made once. */
export function defineClause<Kind extends string, Shape extends { readonly kind: Kind }>(
  clause: Clause<Kind, Shape>,
): Clause<Kind, Shape> {
  return clause;
}
