import type { QuestionOf } from '../../api/questions.ts';
import { finishedEvent, isEventUnfinished } from '../../ui/fields/event-field.tsx';
import { rangeFields } from '../../ui/fields/range.ts';
import { DEFAULT_WINDOW, type FunnelSearch } from './search.ts';

/** The question that the page's state asks; undefined while fewer than two steps are finished. */
export function funnelQuestion({ steps, range, ...options }: FunnelSearch): QuestionOf<'funnel'> | undefined {
  const finished = steps
    .filter((step) => !isEventUnfinished(step))
    .map((step) => ({ ...step, ...finishedEvent(step) }));
  if (finished.length < 2) return undefined;
  return {
    kind: 'funnel',
    conversionWindow: DEFAULT_WINDOW,
    ...options,
    steps: finished,
    ...rangeFields(range),
  };
}
