import { printSelector } from '../../language/print-selector.ts';
import { printWindowAfter } from '../../language/print-window.ts';
import type { CountComparison, EventCountClause } from './schema.ts';

/** A comparison of counts in words. */
export const COUNT_WORDS: Readonly<Record<CountComparison, string>> = {
  'at-least': 'at least',
  'at-most': 'at most',
  exactly: 'exactly',
  'more-than': 'more than',
  'less-than': 'less than',
  'not-exactly': 'not exactly',
};

/** `did limit_hit where limit = "seats" at least 3 times in the last 14 days`. At least once goes without saying. */
export function printEventCount(clause: EventCountClause): string {
  const once = clause.op === 'at-least' && clause.count === 1;
  const times = once ? '' : ` ${printCount(clause.op, clause.count)}`;
  return `did ${printSelector(clause.event)}${times}${printWindowAfter(' ', clause.window)}`;
}

export function printCount(op: CountComparison, count: number): string {
  return `${COUNT_WORDS[op]} ${count} ${count === 1 ? 'time' : 'times'}`;
}
