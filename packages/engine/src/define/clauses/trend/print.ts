import { printSelector } from '../../language/print-selector.ts';
import { printDuration } from '../../language/print-window.ts';
import type { TrendClause } from './schema.ts';

/** `did export_clicked at least 1.5 times as often in the last 7 days as in the 7 days before`. */
export function printTrend(clause: TrendClause): string {
  return `did ${printSelector(clause.event)} ${printTrendAlone(clause)}`;
}

/** What follows the event. Once as often goes without saying. */
export function printTrendAlone({ op, factor, period }: TrendClause): string {
  const times = factor === 1 ? '' : ` ${factor} times`;
  const length = printDuration(period);
  return `${op === 'at-least' ? 'at least' : 'at most'}${times} as often in the last ${length} as in the ${length} before`;
}
