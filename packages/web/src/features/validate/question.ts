import type { BacktestAnswer } from '@cusp/engine/analyse/backtest/result.ts';
import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { finishedEvent, isEventUnfinished } from '../../ui/fields/event-field.tsx';
import type { ValidateSearch } from './search.ts';

type Unit = 'user' | 'account';

/** The question of the page; undefined before a cohort (whose `unit` is known) and a goal are chosen. `now`, UTC ms, is as of when it is asked. */
export function validationQuestion(
  search: ValidateSearch,
  unit: Unit | undefined,
  now: number,
): QuestionOf<'validation'> | undefined {
  const { cohort, baseline, goal, horizon, instants, every, anyTime, steps, asOf } = search;
  if (cohort === undefined || unit === undefined || isEventUnfinished(goal)) return undefined;
  return {
    kind: 'validation',
    unit,
    cohort,
    ...(baseline !== undefined && { baseline }),
    goal: finishedEvent(goal),
    horizon,
    instants,
    every,
    firstTime: anyTime !== true,
    return: finishedEvent(search.return),
    steps: steps.filter((step) => !isEventUnfinished(step)).map(finishedEvent),
    asOf: asOf ?? now,
  };
}

/** The backtest of a definition at the very moments of a validation, for a threshold that its answer does not hold. */
export function shiftedBacktest(
  question: QuestionOf<'validation'>,
  definition: CohortDefinition,
  { instants, asOf }: Pick<BacktestAnswer, 'instants' | 'asOf'>,
): QuestionOf<'backtest'> {
  const { unit, baseline, goal, horizon, firstTime } = question;
  return {
    kind: 'backtest',
    unit,
    cohort: { ...definition },
    ...(baseline !== undefined && { baseline }),
    goal,
    horizon,
    firstTime,
    instants: instants.map(({ at }) => at),
    asOf,
  };
}

/** How many of the options that are folded away are set. */
export function optionsSet(search: ValidateSearch): number {
  const { anyTime, steps, asOf } = search;
  return [anyTime === true, search.return.names.length > 0, steps.length > 0, asOf !== undefined].filter(
    Boolean,
  ).length;
}
