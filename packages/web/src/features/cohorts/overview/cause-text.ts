import type { Transition } from '../cohort-types.ts';

const CAUSES: Readonly<Record<Transition['cause'], string>> = {
  event: 'by what happened',
  time: 'as time went by',
  typical: 'as the cohort it compares with changed',
  identity: 'as it became known who they are',
  definition: 'as the definition came into force',
  start: 'found at a start of the server',
};

/** What brought a transition about, in a few words. */
export function causeText({ cause, late }: Pick<Transition, 'cause' | 'late'>): string {
  return late ? `${CAUSES[cause]}, told late` : CAUSES[cause];
}
