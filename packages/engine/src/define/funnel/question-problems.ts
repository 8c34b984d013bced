import type { FunnelQuestion } from './question.ts';

/** What does not fit together, and where; in words that do for JSON, for the cohort language and for the command line. */
export interface QuestionProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Parts = Omit<FunnelQuestion, 'unit'>;

/** What of a funnel's steps and options does not fit together, each well formed by itself. */
export function questionProblems(parts: Parts): QuestionProblem[] {
  return [...stepProblems(parts), ...exclusionProblems(parts), ...countProblems(parts)];
}

function stepProblems({ steps, order }: Parts): QuestionProblem[] {
  const problems: QuestionProblem[] = [];
  steps.forEach(({ optional }, i) => {
    if (!optional) return;
    const path = ['steps', i, 'optional'];
    if (i === 0 || i === steps.length - 1)
      problems.push({ path, message: 'the first and the last step cannot be left out' });
    else if (order !== 'this')
      problems.push({
        path,
        message: 'steps can be left out only in the order that they are listed in, not in any or exact order',
      });
  });
  if (order === 'any') {
    const seen = steps.map(({ names, filters }) => JSON.stringify([[...names].sort(), filters]));
    seen.forEach((selector, i) => {
      if (seen.indexOf(selector) < i)
        problems.push({
          path: ['steps', i],
          message: `is the same as step ${seen.indexOf(selector) + 1}: in any order one event would fill both, so ask for the order that they are listed in`,
        });
    });
  }
  return problems;
}

function exclusionProblems({ exclusions, steps, order }: Parts): QuestionProblem[] {
  return exclusions.flatMap(({ after = 1, before = steps.length }, i): QuestionProblem[] => {
    const at = (field: string, message: string) => [{ path: ['exclusions', i, field], message }];
    if (order === 'exact') return at('event', 'in exact order no event at all may lie between: leave it out');
    if (before > steps.length) return at('before', `there are ${steps.length} steps`);
    if (after >= before) return at('after', `step ${after} is not before step ${before}: name one that is`);
    if (order === 'any' && (after > 1 || before < steps.length))
      return at('after', 'in any order there is no between two steps: do not name any');
    if (steps[after - 1]?.optional)
      return at('after', `step ${after} may be left out: name one that may not`);
    if (steps[before - 1]?.optional)
      return at('before', `step ${before} may be left out: name one that may not`);
    return [];
  });
}

function countProblems({ count, holdConstant, conversionWindow }: Parts): QuestionProblem[] {
  if (count !== 'each' || holdConstant.length > 0 || 'session' in conversionWindow) return [];
  return [
    {
      path: ['count'],
      message:
        '"each" counts held values or sessions: hold a property, or ask for one session in place of a time',
    },
  ];
}
