import { printSelector } from '../../language/print-selector.ts';
import { IN_ONE_SESSION } from '../../language/print-session.ts';
import { printDuration, printWindowAfter } from '../../language/print-window.ts';
import type { CountComparison, EventCountClause, Together } from './schema.ts';

/** A comparison of counts in words. */
export const COUNT_WORDS: Readonly<Record<CountComparison, string>> = {
  'at-least': 'at least',
  'at-most': 'at most',
  exactly: 'exactly',
  'more-than': 'more than',
  'less-than': 'less than',
  'not-exactly': 'not exactly',
};

/**
 * `did limit_hit where limit = "seats" at least 3 times in the last 14 days`; `did limit_hit at least 3 times in any 7 days, in
 * the last 90 days`. At least once goes without saying.
 */
export function printEventCount(clause: EventCountClause): string {
  const once = clause.op === 'at-least' && clause.count === 1;
  const times = once ? '' : ` ${printCount(clause.op, clause.count)}`;
  const close = clause.together === undefined ? '' : ` ${printTogether(clause.together)}`;
  const window = printWindowAfter(close === '' ? ' ' : ', ', clause.window);
  return `did ${printSelector(clause.event)}${times}${close}${window}`;
}

export function printCount(op: CountComparison, count: number): string {
  return `${COUNT_WORDS[op]} ${count} ${count === 1 ? 'time' : 'times'}`;
}

export function printTogether(together: Together): string {
  return together.kind === 'session' ? IN_ONE_SESSION : `in any ${printDuration(together.duration)}`;
}
