import { z } from 'zod';
import type { Project } from '../../model/project.ts';
import { canonicalJson } from '../../util/canonical-json.ts';
import { closestWord } from '../../util/closest-word.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import { zodProblems } from '../../util/zod-problems.ts';
import type { AnyAnalysis } from '../registry.ts';

/** A question that fits its analysis. */
export interface Question {
  readonly analysis: AnyAnalysis;
  /** As it was understood, with every default filled in. */
  readonly spec: unknown;
}

/**
 * Reads a question of any kind: `value` is a spec such as `{ "kind": "journey", ... }`. Throws a ProblemError (400) of an unknown kind,
 * or of a spec that does not fit with a dotted path for each field.
 */
export function readQuestion(value: unknown, analyses: readonly AnyAnalysis[]): Question {
  const analysis = analysisOf(value, analyses);
  const parsed = analysis.spec.safeParse(value, { reportInput: true });
  if (!parsed.success) throw new ProblemError(400, zodProblems(parsed.error));
  return { analysis, spec: parsed.data };
}

/** What a question is, in a project as it is set now: two of the same name ask the same, however they were written. */
export function questionName({ spec }: Question, project: Project): string {
  return canonicalJson([project, spec]);
}

function analysisOf(value: unknown, analyses: readonly AnyAnalysis[]): AnyAnalysis {
  const kinds = analyses.map(({ kind }) => kind);
  const list = kinds.map((kind) => `"${kind}"`).join(', ');
  const kind = z.looseObject({ kind: z.string() }).safeParse(value);
  if (!kind.success) {
    throw problemError(400, 'missing-field', `a question has a "kind", one of ${list}`, 'kind');
  }
  const found = analyses.find((analysis) => analysis.kind === kind.data.kind);
  if (found) return found;
  const meant = closestWord(kind.data.kind, kinds);
  const hint = meant === undefined ? `it is one of ${list}` : `did you mean "${meant}"?`;
  throw problemError(
    400,
    'unknown-kind',
    `there is no question of kind "${kind.data.kind}": ${hint}`,
    'kind',
  );
}
