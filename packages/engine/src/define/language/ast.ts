import type { EventCountClause } from '../clauses/event-count/schema.ts';
import type { FirstSeenClause } from '../clauses/first-seen/schema.ts';
import type { InCohortClause } from '../clauses/in-cohort/schema.ts';
import type { PropertyClause } from '../clauses/property/schema.ts';
import type { SequenceClause } from '../clauses/sequence/schema.ts';

export type ClauseNode =
  | EventCountClause
  | PropertyClause
  | SequenceClause
  | FirstSeenClause
  | InCohortClause;

/** A condition: a clause, or conditions combined. `all` and `any` hold at least two parts: one alone stands by itself. */
export type Condition =
  | { readonly kind: 'all'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | ClauseNode;

/** The deepest nesting and the most clauses that a definition may have. */
export const MAX_DEPTH = 32;
export const MAX_CLAUSES = 200;

/** The stored form of a cohort: who (users or accounts), and the condition that holds of its members. */
export interface CohortDefinition {
  readonly unit: 'user' | 'account';
  readonly where: Condition;
}
