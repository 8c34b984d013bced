import { z } from 'zod';
import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { checkCohort } from '../../define/language/check.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';

/** A cohort to look at: the name of a stored one, or a definition of one's own. */
export const cohortChoice = z.union([
  z.string().min(1).max(200),
  z.looseObject({ unit: z.enum(['user', 'account']), where: z.unknown() }),
]);

export type CohortChoice = z.infer<typeof cohortChoice>;

/**
 * The definition that is meant. Throws a ProblemError when there is no cohort of that name, the definition is not one, or it is of
 * another unit than the analysis. `path` is the spec's field.
 */
export function chosenCohort(
  choice: CohortChoice,
  unit: Unit,
  cohorts: CohortLookup,
  path = 'cohort',
): CohortDefinition {
  const definition = chosenDefinition(choice, cohorts, path);
  if (definition.unit !== unit) {
    const message = `the cohort is of ${definition.unit}s and the analysis of ${unit}s: set "unit" to "${definition.unit}", or choose a cohort of ${unit}s`;
    throw problemError(422, 'other-unit', message, path);
  }
  return definition;
}

/** The same for an analysis that takes its unit from the cohort. */
export function chosenDefinition(
  choice: CohortChoice,
  cohorts: CohortLookup,
  path = 'cohort',
): CohortDefinition {
  return typeof choice === 'string' ? named(choice, cohorts, path) : defined(choice, path);
}

function named(name: string, cohorts: CohortLookup, path: string): CohortDefinition {
  const found = cohorts.definition(name);
  if (!found)
    throw problemError(
      422,
      'unknown-cohort',
      `there is no cohort "${name}": create it, or mend the name`,
      path,
    );
  return { unit: found.unit, where: found.where };
}

function defined(value: Exclude<CohortChoice, string>, path: string): CohortDefinition {
  const checked = checkCohort(value);
  if (checked.ok) return checked.value;
  throw new ProblemError(
    422,
    checked.problems.map((problem) => ({
      ...problem,
      path: problem.path === '' ? path : `${path}.${problem.path}`,
    })),
  );
}
