import type { Comparison } from '@cusp/engine/define/selector/property-filter.ts';
import { withProperty } from '../../../ui/fields/filter-operators.ts';

interface OfProperty {
  readonly property: string;
  readonly comparison: Comparison;
}

/** The comparison of another property: values of the old one mean nothing there. */
export function comparisonOf(old: OfProperty, property: string): OfProperty {
  const filter = { ...old.comparison, scope: 'user' as const, property: old.property };
  const { scope: _, property: __, ...comparison } = withProperty(filter, { scope: 'user', property });
  return { property, comparison };
}
