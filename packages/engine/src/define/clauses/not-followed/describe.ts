import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printDuration } from '../../language/print-window.ts';
import { describeSteps } from '../sequence/describe.ts';
import type { NotFollowedClause } from './schema.ts';

/** `who did trial_started, then invite_sent, followed by no upgraded within 3 days, in the last 30 days`. */
export function describeNotFollowed(clause: NotFollowedClause, negated: boolean): Phrase {
  const steps = describeSteps(clause.steps);
  const without = `followed by no ${describeSelector(clause.without)} within ${printDuration(clause.within)}`;
  const when = describeWindow(clause.window);
  const words = [
    `${negated ? 'did not do' : 'did'} ${steps}`,
    without,
    ...(when === undefined ? [] : [when]),
  ];
  return { pronoun: 'who', words: words.join(', ') };
}
