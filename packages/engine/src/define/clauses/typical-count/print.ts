import { printText } from '../../language/print-literal.ts';
import { printSelector } from '../../language/print-selector.ts';
import { printWindowAfter } from '../../language/print-window.ts';
import type { TypicalCountClause } from './schema.ts';

/** `did export_clicked at least as often as the median of cohort "paid" in the last 30 days`. */
export function printTypicalCount({ event, percentile, cohort, window }: TypicalCountClause): string {
  const who = `the ${percentile === 50 ? 'median' : `p${percentile}`} of cohort ${printText(cohort)}`;
  return `did ${printSelector(event)} at least as often as ${who}${printWindowAfter(' ', window)}`;
}
