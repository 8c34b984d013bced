import type { ActiveDaysClause } from '../clauses/active-days/schema.ts';
import type { EventAggregateClause } from '../clauses/event-aggregate/schema.ts';
import type { EventCountClause } from '../clauses/event-count/schema.ts';
import type { FirstSeenClause } from '../clauses/first-seen/schema.ts';
import type { FunnelClause } from '../clauses/funnel/schema.ts';
import type { InCohortClause } from '../clauses/in-cohort/schema.ts';
import type { LimitShareClause } from '../clauses/limit-share/schema.ts';
import type { NotFollowedClause } from '../clauses/not-followed/schema.ts';
import type { NthTimeClause } from '../clauses/nth-time/schema.ts';
import type { PropertyClause } from '../clauses/property/schema.ts';
import type { PropertyEverClause } from '../clauses/property-ever/schema.ts';
import type { SequenceClause } from '../clauses/sequence/schema.ts';
import type { TrendClause } from '../clauses/trend/schema.ts';
import type { TypicalCountClause } from '../clauses/typical-count/schema.ts';

export type ClauseNode =
  | EventCountClause
  | EventAggregateClause
  | PropertyClause
  | SequenceClause
  | NotFollowedClause
  | FunnelClause
  | NthTimeClause
  | FirstSeenClause
  | InCohortClause
  | ActiveDaysClause
  | TrendClause
  | LimitShareClause
  | PropertyEverClause
  | TypicalCountClause;

/** A condition: a clause, or conditions combined. `all` and `any` hold at least two parts: one alone stands by itself. */
export type Condition =
  | { readonly kind: 'all'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'any'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | ClauseNode;

/** The deepest nesting and the most clauses that a definition may have, and the most characters of its text. */
export const MAX_DEPTH = 32;
export const MAX_CLAUSES = 200;
export const MAX_TEXT = 262_144;

/** The stored form of a cohort: who (users or accounts), and the condition that holds of its members. */
export interface CohortDefinition {
  readonly unit: 'user' | 'account';
  readonly where: Condition;
}

/** How deep conditions are nested: 1 for a clause. For trees that are known to be shallow enough to walk. */
export function conditionDepth(condition: Condition): number {
  if (condition.kind === 'not') return 1 + conditionDepth(condition.condition);
  if (condition.kind !== 'all' && condition.kind !== 'any') return 1;
  return 1 + condition.conditions.reduce((deepest, part) => Math.max(deepest, conditionDepth(part)), 0);
}
