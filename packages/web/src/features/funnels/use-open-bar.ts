import type { QuestionOf } from '../../api/questions.ts';
import { isolated } from '../../ui/isolated.ts';
import { useOpenPeople } from '../../ui/people/people.ts';
import { stepName } from './step-name.ts';

export type BarSide = 'converted' | 'dropped';
type BarQuestion = QuestionOf<'funnel-people'>;

/** Whose bar it is, when it is not everybody's. `name` is how people know it. */
export interface BarOf {
  readonly name: string;
  readonly segment?: BarQuestion['segment'];
  readonly row?: BarQuestion['row'];
}

/** Opens the people of a funnel's bar as of the answer's instant: exactly those whom its number counts. Bars count steps from 1. */
export function useOpenBar(question: QuestionOf<'funnel'>, asOf: number) {
  const open = useOpenPeople();
  return (bar: number, side: BarSide, of?: BarOf): void => {
    const step = question.steps[bar - 1];
    const name = step === undefined ? '' : `: ${isolated(stepName(step))}`;
    open({
      title: `${side === 'converted' ? 'Reached' : 'Did not reach'} step ${bar}${name}${of === undefined ? '' : `, ${isolated(of.name)}`}`,
      cell: {
        kind: 'funnel-people',
        funnel: { ...question, asOf },
        bar,
        side,
        ...(of?.segment !== undefined && { segment: of.segment }),
        ...(of?.row !== undefined && { row: of.row }),
      },
    });
  };
}
