import type { CohortDefinition } from '../../define/language/ast.ts';
import { readCohort } from '../../define/language/read-cohort.ts';
import { renderProblem } from '../../define/language/render-diagnostic.ts';
import { problemError } from '../../util/problem-error.ts';
import type { Terminal } from '../context.ts';
import { readSource } from './read-source.ts';

/**
 * The definition that a person gave, in a file (`-` is standard input) or as text, either as JSON or in the language's words;
 * undefined when in neither. What is wrong with it is shown under its lines, and a ProblemError (422) says how many mistakes there are.
 */
export async function definitionInput(
  terminal: Terminal,
  file: string | undefined,
  text: string | undefined,
): Promise<CohortDefinition | undefined> {
  if (file !== undefined && text !== undefined) {
    throw problemError(400, 'two-definitions', 'give a file or --text, not both');
  }
  const source = file === undefined ? text : await readSource(file);
  if (source === undefined) return undefined;
  const read = readCohort(source);
  if (read.ok) return read.value;
  const name = file === undefined ? 'the text' : file === '-' ? 'stdin' : file;
  terminal.err(read.problems.map((problem) => `${renderProblem(source, problem, name)}\n`).join('\n'));
  const mistakes = read.problems.length === 1 ? 'a mistake' : `${read.problems.length} mistakes`;
  throw problemError(422, 'invalid-cohort', `${name} has ${mistakes}: see docs/cohort-language.md`);
}
