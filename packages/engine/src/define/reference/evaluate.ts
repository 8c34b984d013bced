import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { CohortLookup, ReferenceContext } from '../clauses/define-clause.ts';
import { clauseOf } from '../clauses/registry.ts';
import { assertReferences } from '../cohorts/references.ts';
import type { CohortDefinition, Condition } from '../language/ast.ts';

/**
 * Is this user or account a member as of the instant? The plain reading, which defines what membership means: a pure function
 * of the definition and what happened up to `asOf`, to this history and, where a clause compares with others, to the
 * `population` that it is one of. Nobody is a member before being known.
 * Throws a ProblemError (422) when the definition names cohorts that are not there, are of another unit, or form a ring.
 */
export function isMember(
  definition: CohortDefinition,
  history: History,
  asOf: Instant,
  cohorts: CohortLookup,
  population: Iterable<History>,
): boolean {
  return membership(definition, population, asOf, cohorts)(history);
}

/** The ids of the histories whose unit is a member as of the instant. They are the whole population. */
export function membersOf(
  definition: CohortDefinition,
  histories: ReadonlyMap<string, History>,
  asOf: Instant,
  cohorts: CohortLookup,
): Set<string> {
  const isMemberNow = membership(definition, histories.values(), asOf, cohorts);
  const members = new Set<string>();
  for (const [id, history] of histories) if (isMemberNow(history)) members.add(id);
  return members;
}

/** `isMember` for many histories of one population: what it has in common is worked out once. */
export function membership(
  definition: CohortDefinition,
  population: Iterable<History>,
  asOf: Instant,
  cohorts: CohortLookup,
): (history: History) => boolean {
  assertReferences(definition, cohorts);
  const context: ReferenceContext = { asOf, cohorts, population: [...population], holds };
  return (history) => history.knownSince <= asOf && holds(history, definition.where);

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
