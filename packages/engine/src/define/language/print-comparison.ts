import { must, unreachable } from '../../util/assert.ts';
import type { Comparison } from '../selector/property-filter.ts';
import { printScalar, printScalars } from './print-literal.ts';

const ORDER = { greater: '>', 'at-least': '>=', less: '<', 'at-most': '<=' } as const;
const TEXT = { contains: 'contains', 'does-not-contain': 'does not contain', 'starts-with': 'starts with' };

/** What stands after a property's name: `= "free"`, `in ("a", "b")`, `is set`. */
export function printComparison(comparison: Comparison): string {
  switch (comparison.op) {
    case 'is':
    case 'is-not': {
      const positive = comparison.op === 'is';
      if (comparison.values.length > 1) {
        return `${positive ? 'in' : 'not in'} ${printScalars(comparison.values)}`;
      }
      return `${positive ? '=' : '!='} ${printScalar(must(comparison.values[0], 'a value to compare with'))}`;
    }
    case 'greater':
    case 'at-least':
    case 'less':
    case 'at-most':
      return `${ORDER[comparison.op]} ${printScalar(comparison.value)}`;
    case 'contains':
    case 'does-not-contain':
    case 'starts-with': {
      const words = TEXT[comparison.op];
      if (comparison.values.length > 1) return `${words} any of ${printScalars(comparison.values)}`;
      return `${words} ${printScalar(must(comparison.values[0], 'a text to look for'))}`;
    }
    case 'is-set':
      return 'is set';
    case 'is-not-set':
      return 'is not set';
    default:
      return unreachable(comparison);
  }
}
