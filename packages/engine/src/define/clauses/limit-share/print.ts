import { printProperty } from '../../language/print-literal.ts';
import type { LimitShareClause } from './schema.ts';

const MARKS = { greater: '>', 'at-least': '>=', less: '<', 'at-most': '<=' } as const;

/** `have seats_used >= 80% of seats_limit`. */
export function printLimitShare({ property, op, percent, of }: LimitShareClause): string {
  return `have ${printProperty(property)} ${MARKS[op]} ${percent}% of ${printProperty(of)}`;
}
