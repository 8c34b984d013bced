import type { FunnelQuestion } from '../../define/funnel/question.ts';
import { type QuestionProblem, questionProblems } from '../../define/funnel/question-problems.ts';

/** What of a spec is looked at together. */
interface Parts extends Omit<FunnelQuestion, 'unit'> {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly last?: object | undefined;
  readonly breakdown?: { readonly step?: number | undefined; readonly hits?: unknown } | undefined;
  readonly frequency?: { readonly before?: number | undefined } | undefined;
}

/** What of a funnel's fields does not fit together, each well formed by itself. */
export function specProblems(spec: Parts): QuestionProblem[] {
  return [...rangeProblems(spec), ...questionProblems(spec), ...stepNumberProblems(spec)];
}

function rangeProblems({ from, to, last }: Parts): QuestionProblem[] {
  if (last !== undefined) {
    if (from === undefined && to === undefined) return [];
    return [{ path: ['last'], message: 'give "from" and "to", or "last", not both' }];
  }
  if (from === undefined) return [{ path: ['from'], message: 'is missing: give "from" and "to", or "last"' }];
  if (to === undefined) return [{ path: ['to'], message: 'is missing: give "from" and "to", or "last"' }];
  return from < to ? [] : [{ path: ['from'], message: 'must be before "to"' }];
}

function stepNumberProblems({ steps, breakdown, frequency }: Parts): QuestionProblem[] {
  const problems: QuestionProblem[] = [];
  const check = (step: number | undefined, least: number, path: readonly string[]): void => {
    if (step === undefined) return;
    if (step > steps.length || step < least)
      problems.push({ path, message: `name a step from ${least} to ${steps.length}` });
    else if (steps[step - 1]?.optional)
      problems.push({ path, message: `step ${step} may be left out: name one that may not` });
  };
  check(breakdown?.step, 1, ['breakdown', 'step']);
  check(frequency?.before, 2, ['frequency', 'before']);
  if (breakdown?.hits !== undefined && breakdown.step !== undefined)
    problems.push({
      path: ['breakdown', 'step'],
      message: 'the values are those of "hits", not of a step: leave it out',
    });
  return problems;
}
