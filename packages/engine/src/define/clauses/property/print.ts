import { printComparison } from '../../language/print-comparison.ts';
import { printProperty } from '../../language/print-literal.ts';
import type { PropertyClause } from './schema.ts';

/** `have plan = "free"`. */
export function printPropertyClause(clause: PropertyClause): string {
  return `have ${printProperty(clause.property)} ${printComparison(clause.comparison)}`;
}
