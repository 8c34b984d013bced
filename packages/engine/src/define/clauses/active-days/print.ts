import { printText } from '../../language/print-literal.ts';
import { printSelector } from '../../language/print-selector.ts';
import { printWindowAfter } from '../../language/print-window.ts';
import { COUNT_WORDS } from '../event-count/print.ts';
import type { CountComparison } from '../event-count/schema.ts';
import type { ActiveDaysClause } from './schema.ts';

/** `did any event on at least 5 days of zone "Europe/Berlin" in the last 14 days`. */
export function printActiveDays(clause: ActiveDaysClause): string {
  const zone = clause.timeZone === undefined ? '' : ` of zone ${printText(clause.timeZone)}`;
  const days = `${printDays(clause.op, clause.days)}${zone}`;
  return `did ${printSelector(clause.event)} ${days}${printWindowAfter(' ', clause.window)}`;
}

export function printDays(op: CountComparison, days: number): string {
  return `on ${COUNT_WORDS[op]} ${days} ${days === 1 ? 'day' : 'days'}`;
}
