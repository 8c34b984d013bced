import { useQuery } from '@tanstack/react-query';
import { type Playbook, playbook } from '../api/playbook.ts';
import type { Place } from './places.ts';

export type StepState = Playbook['define']['state'];

/** Which step of the playbook a page of the rail is; Home is none. */
const STEP_OF: Partial<
  Record<Place['to'], 'define' | 'validate' | 'understand' | 'segment' | 'act' | 'measure'>
> = {
  '/$project/cohorts': 'define',
  '/$project/validate': 'validate',
  '/$project/journeys': 'understand',
  '/$project/segments': 'segment',
  '/$project/act': 'act',
  '/$project/measure': 'measure',
};

export const STATE_WORDS: Readonly<Record<StepState, string>> = {
  open: 'open',
  waiting: 'takes time',
  done: 'stands',
  attention: 'needs a look',
};

/** How each step of the playbook stands, by its page; of a page that is none, or while it is not known, undefined. */
export function useStepStates(project: string): (to: Place['to']) => StepState | undefined {
  const { data } = useQuery(playbook(project));
  return (to) => {
    const step = STEP_OF[to];
    return step && data?.[step].state;
  };
}
