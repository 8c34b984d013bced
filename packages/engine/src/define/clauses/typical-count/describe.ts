import { describeSelector } from '../../language/describe-selector.ts';
import { describeWindow } from '../../language/describe-window.ts';
import type { Phrase } from '../../language/phrase.ts';
import { printText } from '../../language/print-literal.ts';
import type { TypicalCountClause } from './schema.ts';

/** `who did export_clicked at least as often as the median member of the cohort "paid" in the last 30 days`. */
export function describeTypicalCount(clause: TypicalCountClause, negated: boolean): Phrase {
  const { percentile, cohort } = clause;
  const member = percentile === 50 ? 'the median member' : `the member at percentile ${percentile}`;
  const often = `at least as often as ${member} of the cohort ${printText(cohort)}`;
  const when = describeWindow(clause.window);
  const words = [negated ? 'did not do' : 'did', describeSelector(clause.event), often];
  return { pronoun: 'who', words: [...words, ...(when === undefined ? [] : [when])].join(' ') };
}
