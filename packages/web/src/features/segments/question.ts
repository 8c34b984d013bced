import type { QuestionOf } from '../../api/questions.ts';
import { finishedEvent, isEventUnfinished } from '../../ui/fields/event-field.tsx';
import type { SegmentsSearch, Split } from './search.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

type SplitQuestion = Extract<QuestionOf<'segmentation'>, { of: 'cohort' }>;

/** The question that the page's state asks; undefined until a cohort and what to split it by are chosen. `now` is held to the minute. */
export function splitQuestion(
  { cohort, split, goal, daysBack, limit }: SegmentsSearch,
  unit: 'user' | 'account',
  now: number,
): SplitQuestion | undefined {
  const finished = finishedSplit(split);
  if (cohort === undefined || finished === undefined) return undefined;
  const hasGoal = goal !== undefined && !isEventUnfinished(goal.event);
  return {
    kind: 'segmentation',
    of: 'cohort',
    unit,
    cohort,
    split: finished,
    ...(limit === undefined ? {} : { limit }),
    ...(hasGoal ? { goal: { ...goal, event: finishedEvent(goal.event) } } : {}),
    ...(daysBack === undefined ? {} : { asOf: Math.floor(now / MINUTE_MS) * MINUTE_MS - daysBack * DAY_MS }),
  };
}

function finishedSplit(split: Split): Split | undefined {
  switch (split.by) {
    case 'property':
    case 'size':
      return split.property === '' ? undefined : split;
    case 'limit':
      return isEventUnfinished(split.event) || split.property === ''
        ? undefined
        : { ...split, event: finishedEvent(split.event) };
    case 'frequency':
      return split.event === undefined ? split : { ...split, event: finishedEvent(split.event) };
  }
}
