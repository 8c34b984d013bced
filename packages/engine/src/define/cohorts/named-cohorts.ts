import type { Condition } from '../language/ast.ts';

/** The names of the cohorts that a condition refers to directly. */
export function namedCohorts(condition: Condition): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (part: Condition): void => {
    if (part.kind === 'in-cohort') names.add(part.cohort);
    else if (part.kind === 'not') walk(part.condition);
    else if (part.kind === 'all' || part.kind === 'any') part.conditions.forEach(walk);
  };
  walk(condition);
  return names;
}
