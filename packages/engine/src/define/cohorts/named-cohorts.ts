import type { ClauseNode, Condition } from '../language/ast.ts';

/** The names of the cohorts that a condition refers to directly. */
export function namedCohorts(condition: Condition): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (part: Condition): void => {
    if (part.kind === 'not') walk(part.condition);
    else if (part.kind === 'all' || part.kind === 'any') part.conditions.forEach(walk);
    else {
      const named = namedCohort(part);
      if (named !== undefined) names.add(named);
    }
  };
  walk(condition);
  return names;
}

/** The cohort that a clause names, if it is of a kind that names one. */
export function namedCohort(clause: ClauseNode): string | undefined {
  return 'cohort' in clause ? clause.cohort : undefined;
}
