import { printSelector } from '../../language/print-selector.ts';
import { printDuration, printWindowAfter } from '../../language/print-window.ts';
import { printSteps } from '../sequence/print.ts';
import type { NotFollowedClause } from './schema.ts';

/** `did trial_started then invite_sent then not upgraded within 3 days, in the last 30 days`. */
export function printNotFollowed(clause: NotFollowedClause): string {
  const without = `then not ${printSelector(clause.without)} within ${printDuration(clause.within)}`;
  return `did ${printSteps(clause.steps)} ${without}${printWindowAfter(', ', clause.window)}`;
}
