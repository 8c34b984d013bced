import { printSelector } from '../../language/print-selector.ts';
import { printDuration, printWindowAfter } from '../../language/print-window.ts';
import type { SequenceClause } from './schema.ts';

/** `did export_clicked then limit_hit within 7 days, in the last 30 days`. */
export function printSequence(clause: SequenceClause): string {
  const steps = `did ${clause.steps.map(printSelector).join(' then ')}`;
  if (clause.within === undefined) return `${steps}${printWindowAfter(' ', clause.window)}`;
  return `${steps} within ${printDuration(clause.within)}${printWindowAfter(', ', clause.window)}`;
}
