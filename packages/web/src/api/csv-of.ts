import type { Problem } from '@cusp/engine/util/result.ts';
import { currentProject } from './current-project.ts';
import { problemOf, unreachable } from './problem.ts';
import type { Answers, QuestionOf } from './questions.ts';

const WARNINGS_HEADER = 'cusp-warnings';

/** The rows of an answer as CSV, with what the engine warns of. Throws an ApiProblem. */
export async function csvOf<Kind extends keyof Answers>(
  question: QuestionOf<Kind>,
): Promise<{ readonly csv: Blob; readonly warnings: readonly Problem[] }> {
  const project = currentProject();
  const response = await fetch('/api/v1/query', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/csv',
      ...(project === undefined ? {} : { 'cusp-project': encodeURI(project) }),
    },
    body: JSON.stringify(question),
  }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
  const warnings = response.headers.get(WARNINGS_HEADER);
  return {
    csv: await response.blob(),
    warnings: warnings === null ? [] : (JSON.parse(warnings) as Problem[]),
  };
}
