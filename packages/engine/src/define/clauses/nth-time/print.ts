import { printOrdinal } from '../../language/ordinal.ts';
import { printSelector } from '../../language/print-selector.ts';
import { printWindowAfter } from '../../language/print-window.ts';
import type { NthTimeClause } from './schema.ts';

/** `did limit_hit where limit = "seats" for the 3rd time in the last 7 days`. */
export function printNthTime(clause: NthTimeClause): string {
  return `did ${printSelector(clause.event)} ${printNth(clause.n)}${printWindowAfter(' ', clause.window)}`;
}

export function printNth(n: number): string {
  return `for the ${printOrdinal(n)} time`;
}
