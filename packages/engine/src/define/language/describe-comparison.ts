import { unreachable } from '../../util/assert.ts';
import type { Comparison } from '../selector/property-filter.ts';
import { enumerated } from './phrase.ts';
import { printScalar } from './print-literal.ts';

const ORDER = {
  greater: 'more than',
  'at-least': 'at least',
  less: 'less than',
  'at-most': 'at most',
} as const;

/** A comparison as the predicate of a sentence whose subject is the property: `is "free"`, `is at least 3`. */
export function describeComparison(comparison: Comparison): string {
  switch (comparison.op) {
    case 'is':
      return `is ${enumerated(comparison.values.map(printScalar), 'or')}`;
    case 'is-not':
      return `is not ${enumerated(comparison.values.map(printScalar), 'or')}`;
    case 'greater':
    case 'at-least':
    case 'less':
    case 'at-most':
      return `is ${ORDER[comparison.op]} ${printScalar(comparison.value)}`;
    case 'contains':
      return `contains ${enumerated(comparison.values.map(printScalar), 'or')}`;
    case 'does-not-contain':
      return `does not contain ${enumerated(comparison.values.map(printScalar), 'or')}`;
    case 'starts-with':
      return `starts with ${enumerated(comparison.values.map(printScalar), 'or')}`;
    case 'is-set':
      return 'is known';
    case 'is-not-set':
      return 'is not known';
    default:
      return unreachable(comparison);
  }
}

/** The opposite of a comparison: true exactly where it is false, so of a missing value too. */
export function describeNegated(comparison: Comparison): string {
  switch (comparison.op) {
    case 'is':
      return describeComparison({ op: 'is-not', values: comparison.values });
    case 'is-not':
      return describeComparison({ op: 'is', values: comparison.values });
    case 'contains':
      return describeComparison({ op: 'does-not-contain', values: comparison.values });
    case 'does-not-contain':
      return describeComparison({ op: 'contains', values: comparison.values });
    case 'is-set':
      return describeComparison({ op: 'is-not-set' });
    case 'is-not-set':
      return describeComparison({ op: 'is-set' });
    case 'starts-with':
      return `does not start with ${enumerated(comparison.values.map(printScalar), 'or')}`;
    case 'greater':
    case 'at-least':
    case 'less':
    case 'at-most':
      return `is not ${ORDER[comparison.op]} ${printScalar(comparison.value)}, or is not known`;
    default:
      return unreachable(comparison);
  }
}
