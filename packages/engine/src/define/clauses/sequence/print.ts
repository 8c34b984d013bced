import { printSelector } from '../../language/print-selector.ts';
import { printDuration, printWindowAfter } from '../../language/print-window.ts';
import type { ChainStep, SequenceClause } from './schema.ts';

/** `did export_clicked then within 1 hour limit_hit within 7 days, in the last 30 days`. */
export function printSequence(clause: SequenceClause): string {
  const steps = `did ${printSteps(clause.steps)}`;
  if (clause.within === undefined) return `${steps}${printWindowAfter(' ', clause.window)}`;
  return `${steps} within ${printDuration(clause.within)}${printWindowAfter(', ', clause.window)}`;
}

/** `export_clicked then within 1 hour limit_hit`. */
export function printSteps(steps: readonly ChainStep[]): string {
  return steps
    .map((step) => {
      const words = printSelector(step);
      return step.within === undefined ? words : `within ${printDuration(step.within)} ${words}`;
    })
    .join(' then ');
}
