import { printSelector } from '../../language/print-selector.ts';
import { IN_ONE_SESSION } from '../../language/print-session.ts';
import { printDuration, printWindowAfter } from '../../language/print-window.ts';
import type { ChainStep, SequenceClause } from './schema.ts';

/** `did export_clicked then within 1 hour limit_hit within 7 days, in the last 30 days`. */
export function printSequence(clause: SequenceClause): string {
  const limits = [
    ...(clause.within ? [`within ${printDuration(clause.within)}`] : []),
    ...(clause.together ? [IN_ONE_SESSION] : []),
  ];
  const words = ['did', printSteps(clause.steps), ...limits].join(' ');
  return `${words}${printWindowAfter(limits.length > 0 ? ', ' : ' ', clause.window)}`;
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
