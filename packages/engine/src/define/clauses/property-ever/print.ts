import { printComparison } from '../../language/print-comparison.ts';
import { printProperty } from '../../language/print-literal.ts';
import { printWindowAfter } from '../../language/print-window.ts';
import type { PropertyEverClause } from './schema.ts';

/** `had plan = "pro" in the last 30 days`. */
export function printPropertyEver({ property, comparison, window }: PropertyEverClause): string {
  return `had ${printProperty(property)} ${printComparison(comparison)}${printWindowAfter(' ', window)}`;
}
