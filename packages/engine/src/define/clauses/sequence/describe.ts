import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printDuration } from '../../language/print-window.ts';
import type { SequenceClause } from './schema.ts';

/** `who did export_clicked, then limit_hit within 7 days of the first, all in the last 30 days`. */
export function describeSequence(clause: SequenceClause, negated: boolean): Phrase {
  const steps = clause.steps.map(describeSelector).join(', then ');
  const within = clause.within === undefined ? '' : ` within ${printDuration(clause.within)} of the first`;
  const when = describeWindow(clause.window);
  const words = `${negated ? 'did not do' : 'did'} ${steps}${within}${when === undefined ? '' : `, all ${when}`}`;
  return { pronoun: 'who', words };
}
