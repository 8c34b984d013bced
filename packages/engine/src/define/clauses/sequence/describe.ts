import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { IN_ONE_SESSION } from '../../language/print-session.ts';
import { printDuration } from '../../language/print-window.ts';
import type { ChainStep, SequenceClause } from './schema.ts';

/** `who did export_clicked, then within 1 hour limit_hit, within 7 days of the first, all in the last 30 days`. */
export function describeSequence(clause: SequenceClause, negated: boolean): Phrase {
  const steps = describeSteps(clause.steps);
  const comma = clause.steps.some((step) => step.within) ? ',' : '';
  const within =
    clause.within === undefined ? '' : `${comma} within ${printDuration(clause.within)} of the first`;
  const session = clause.together ? `, all ${IN_ONE_SESSION}` : '';
  const when = describeWindow(clause.window);
  const all = when === undefined ? '' : `, ${clause.together ? '' : 'all '}${when}`;
  const words = `${negated ? 'did not do' : 'did'} ${steps}${within}${session}${all}`;
  return { pronoun: 'who', words };
}

/** `export_clicked, then within 1 hour limit_hit`. */
export function describeSteps(steps: readonly ChainStep[]): string {
  return steps
    .map((step) => {
      const words = describeSelector(step);
      return step.within === undefined ? words : `within ${printDuration(step.within)} ${words}`;
    })
    .join(', then ');
}
