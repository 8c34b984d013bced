import type { Problem } from '../../util/result.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import type { CohortDefinition } from '../language/ast.ts';
import { checkReferences } from './references.ts';
import { stateProblems } from './state-bounds.ts';

export type Definitions = ReadonlyMap<string, CohortDefinition>;

/**
 * What stands against a cohort of a name having a definition, beside the others of its project: by what is in force, and by what
 * will be when the versions that wait have come into force.
 */
export function fitProblems(
  name: string,
  definition: CohortDefinition,
  inForce: Definitions,
  newest: Definitions,
): readonly Problem[] {
  if (JSON.stringify(definition).includes('\\u0000')) {
    const message = 'the definition holds the character U+0000, which cannot be stored: leave it out';
    return [{ code: 'bad-text', message, path: 'definition' }];
  }
  const bounds = stateProblems(definition);
  if (bounds.length > 0) return bounds;
  for (const others of [inForce, newest]) {
    const after = lookup(new Map([...others, [name, definition]]));
    const own = checkReferences(definition, after);
    if (own.length > 0) return own;
    const broken = brokenOthers(name, others, after);
    if (broken.length > 0) return broken;
  }
  return [];
}

/** Cohorts that refer to this one, directly or not, and were in order before. */
function brokenOthers(name: string, others: Definitions, after: CohortLookup): readonly Problem[] {
  const before = lookup(others);
  return [...others].flatMap(([other, definition]) => {
    if (other === name) return [];
    const [problem] = checkReferences(definition, after);
    if (problem === undefined || checkReferences(definition, before).length > 0) return [];
    const message = `"${other}" refers to this cohort and would no longer hold together: ${problem.message}`;
    return [{ code: problem.code, message, path: 'definition' }];
  });
}

function lookup(definitions: Definitions): CohortLookup {
  return { definition: (name) => definitions.get(name) };
}
