import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { CohortDefinition } from '../language/ast.ts';
import { checkCohort } from '../language/check.ts';
import { parseCohort } from '../language/parse.ts';

/**
 * A definition that came from outside, as text or as a JSON tree. Throws a ProblemError (422) of everything that is wrong with it;
 * paths into text are `text:line:column`.
 */
export function readDefinition(input: {
  readonly text?: string | undefined;
  readonly definition?: unknown;
}): CohortDefinition {
  if ((input.text === undefined) === (input.definition === undefined)) {
    throw problemError(400, 'one-definition', 'give either `text` or `definition`', 'definition');
  }
  if (input.text !== undefined) {
    const parsed = parseCohort(input.text);
    if (parsed.ok) return parsed.value;
    throw new ProblemError(
      422,
      parsed.problems.map(({ code, message, path }) => ({ code, message, path: `text:${path}` })),
    );
  }
  const checked = checkCohort(input.definition);
  if (checked.ok) return checked.value;
  throw new ProblemError(
    422,
    checked.problems.map((problem) => ({
      ...problem,
      path: problem.path === '' ? 'definition' : `definition.${problem.path}`,
    })),
  );
}
