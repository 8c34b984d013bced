import type { EventSelector } from '../../define/selector/event-selector.ts';

/** What of a spec is looked at together. */
interface Parts {
  readonly steps: readonly (EventSelector & { readonly optional?: boolean | undefined })[];
  readonly order: 'this' | 'any' | 'exact';
  readonly count: 'units' | 'each' | 'totals';
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly last?: object | undefined;
  readonly conversionWindow: object;
  readonly exclusions: readonly {
    readonly after?: number | undefined;
    readonly before?: number | undefined;
  }[];
  readonly holdConstant: readonly unknown[];
  readonly breakdown?: { readonly step?: number | undefined; readonly hits?: unknown } | undefined;
  readonly frequency?: { readonly before?: number | undefined } | undefined;
}

interface SpecProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What of a funnel's fields does not fit together, each well formed by itself. */
export function specProblems(spec: Parts): SpecProblem[] {
  return [
    ...rangeProblems(spec),
    ...stepProblems(spec),
    ...exclusionProblems(spec),
    ...countProblems(spec),
    ...stepNumberProblems(spec),
  ];
}

function rangeProblems({ from, to, last }: Parts): SpecProblem[] {
  if (last !== undefined) {
    if (from === undefined && to === undefined) return [];
    return [{ path: ['last'], message: 'give "from" and "to", or "last", not both' }];
  }
  if (from === undefined) return [{ path: ['from'], message: 'is missing: give "from" and "to", or "last"' }];
  if (to === undefined) return [{ path: ['to'], message: 'is missing: give "from" and "to", or "last"' }];
  return from < to ? [] : [{ path: ['from'], message: 'must be before "to"' }];
}

function stepProblems({ steps, order }: Parts): SpecProblem[] {
  const problems: SpecProblem[] = [];
  steps.forEach(({ optional }, i) => {
    if (!optional) return;
    const path = ['steps', i, 'optional'];
    if (i === 0 || i === steps.length - 1)
      problems.push({ path, message: 'the first and the last step cannot be left out' });
    else if (order !== 'this')
      problems.push({ path, message: 'steps can be left out only where "order" is "this"' });
  });
  if (order === 'any') {
    const seen = steps.map(({ names, filters }) => JSON.stringify([[...names].sort(), filters]));
    seen.forEach((selector, i) => {
      if (seen.indexOf(selector) < i)
        problems.push({
          path: ['steps', i],
          message: `is the same as step ${seen.indexOf(selector) + 1}: in any order one event would fill both, so ask with "order" "this"`,
        });
    });
  }
  return problems;
}

function exclusionProblems({ exclusions, steps, order }: Parts): SpecProblem[] {
  return exclusions.flatMap(({ after = 1, before = steps.length }, i): SpecProblem[] => {
    const at = (field: string, message: string) => [{ path: ['exclusions', i, field], message }];
    if (order === 'exact') return at('event', 'in exact order no event at all may lie between: leave it out');
    if (before > steps.length) return at('before', `there are ${steps.length} steps`);
    if (after >= before) return at('after', `must be a step before step ${before}`);
    if (order === 'any' && (after > 1 || before < steps.length))
      return at('after', 'in any order there is no between two steps: leave out "after" and "before"');
    if (steps[after - 1]?.optional)
      return at('after', `step ${after} may be left out: name one that may not`);
    if (steps[before - 1]?.optional)
      return at('before', `step ${before} may be left out: name one that may not`);
    return [];
  });
}

function countProblems({ count, holdConstant, conversionWindow }: Parts): SpecProblem[] {
  if (count !== 'each' || holdConstant.length > 0 || 'session' in conversionWindow) return [];
  return [
    {
      path: ['count'],
      message:
        '"each" counts held values or sessions: give "holdConstant", or a session as "conversionWindow"',
    },
  ];
}

function stepNumberProblems({ steps, breakdown, frequency }: Parts): SpecProblem[] {
  const problems: SpecProblem[] = [];
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
