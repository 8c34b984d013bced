import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { CohortLookup, ReferenceContext } from '../clauses/define-clause.ts';
import { clauseOf } from '../clauses/registry.ts';
import { assertReferences } from '../cohorts/references.ts';
import type { CohortDefinition, Condition } from '../language/ast.ts';

/**
 * Is this user or account a member as of the instant? The plain reading, which defines what membership means: a pure function
 * of the definition and what happened up to `asOf`. Nobody is a member before being known.
 * Throws a ProblemError (422) when the definition names cohorts that are not there, are of another unit, or form a ring.
 */
export function isMember(
  definition: CohortDefinition,
  history: History,
  asOf: Instant,
  cohorts: CohortLookup,
): boolean {
  assertReferences(definition, cohorts);
  return isKnown(history, asOf) && conditionHolds(definition.where, history, asOf, cohorts);
}

/** The ids of the histories whose unit is a member as of the instant. */
export function membersOf(
  definition: CohortDefinition,
  histories: ReadonlyMap<string, History>,
  asOf: Instant,
  cohorts: CohortLookup,
): Set<string> {
  assertReferences(definition, cohorts);
  const members = new Set<string>();
  for (const [id, history] of histories) {
    if (isKnown(history, asOf) && conditionHolds(definition.where, history, asOf, cohorts)) members.add(id);
  }
  return members;
}

function isKnown(history: History, asOf: Instant): boolean {
  return history.knownSince <= asOf;
}

function conditionHolds(where: Condition, history: History, asOf: Instant, cohorts: CohortLookup): boolean {
  const context: ReferenceContext = { asOf, cohorts, holds };
  return holds(history, where);

  function holds(of: History, condition: Condition): boolean {
    switch (condition.kind) {
      case 'all':
        return condition.conditions.every((part) => holds(of, part));
      case 'any':
        return condition.conditions.some((part) => holds(of, part));
      case 'not':
        return !holds(of, condition.condition);
      default:
        return clauseOf(condition).reference(condition, of, context);
    }
  }
}
