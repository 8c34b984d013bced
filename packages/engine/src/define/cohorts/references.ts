import { ProblemError } from '../../util/problem-error.ts';
import type { Problem } from '../../util/result.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import { type CohortDefinition, type Condition, MAX_CLAUSES } from '../language/ast.ts';
import { namedCohort } from './named-cohorts.ts';

/** How many cohorts may stand inside one another. */
export const MAX_COHORTS_DEEP = 10;
/** How many clauses a definition may come to when every cohort that it names is written out. */
export const MAX_CLAUSES_WRITTEN_OUT = 5 * MAX_CLAUSES;

/** What is wrong with the cohorts that a definition names, each as deep as it is found: not there, of another unit, in a ring, too many. */
export function checkReferences(definition: CohortDefinition, cohorts: CohortLookup): readonly Problem[] {
  const problems: Problem[] = [];
  let clauses = 0;
  walk(definition.where, 'where', []);
  return problems;

  function walk(condition: Condition, path: string, inside: readonly string[]): void {
    if (clauses > MAX_CLAUSES_WRITTEN_OUT) return;
    switch (condition.kind) {
      case 'all':
      case 'any':
        condition.conditions.forEach((part, i) => {
          walk(part, `${path}.conditions.${i}`, inside);
        });
        return;
      case 'not':
        walk(condition.condition, `${path}.condition`, inside);
        return;
      default:
        clauses += 1;
        if (clauses > MAX_CLAUSES_WRITTEN_OUT) {
          report(
            'too-many-clauses',
            `the cohorts named come to more than ${MAX_CLAUSES_WRITTEN_OUT} clauses when written out: name fewer of them`,
            path,
          );
        } else {
          const named = namedCohort(condition);
          if (named !== undefined) enter(named, path, inside);
        }
    }
  }

  function enter(name: string, path: string, inside: readonly string[]): void {
    const found = cohorts.definition(name);
    const ring = inside.indexOf(name);
    if (!found) report('unknown-cohort', `there is no cohort "${name}": create it, or mend the name`, path);
    else if (found.unit !== definition.unit) {
      const seen = `"${name}" is a cohort of ${found.unit}s and this one is of ${definition.unit}s`;
      report('other-unit', `${seen}: name a cohort of ${definition.unit}s`, path);
    } else if (ring >= 0) {
      const names = [...inside.slice(ring), name].map((each) => `"${each}"`).join(' -> ');
      report('cohort-ring', `cohorts refer to each other in a ring, ${names}: take one of them out`, path);
    } else if (inside.length >= MAX_COHORTS_DEEP) {
      report('too-deep', `more than ${MAX_COHORTS_DEEP} cohorts stand inside one another at "${name}"`, path);
    } else {
      // Problems further in are told at the place of this definition that leads there.
      const seen = problems.length;
      walk(found.where, path, [...inside, name]);
      problems.splice(
        seen,
        problems.length,
        ...problems.slice(seen).map((problem) => ({ ...problem, path })),
      );
    }
  }

  function report(code: string, message: string, path: string): void {
    problems.push({ code, message, path });
  }
}

/** Throws a ProblemError (422) of what checkReferences finds. */
export function assertReferences(definition: CohortDefinition, cohorts: CohortLookup): void {
  const problems = checkReferences(definition, cohorts);
  if (problems.length > 0) throw new ProblemError(422, problems);
}
