import type { LeafClause } from '../../define/language/leaf-clauses.ts';
import type { Comparison, FilterScope, PropertyFilter } from '../../define/selector/property-filter.ts';

/** A comparison of a property in a definition, with the place of the property. */
export interface ComparisonPlace {
  readonly property: string;
  readonly comparison: Comparison;
  readonly path: string;
  /** Of an event's filter: whose property, and of which events (none: any). Undefined: the unit's own property. */
  readonly filter: { readonly scope: FilterScope; readonly names: readonly string[] } | undefined;
}

/** Every comparison with a value: of filters, wherever a clause has its selectors, and of the unit's own properties. */
export function comparisonsUsed(leaves: readonly LeafClause[]): readonly ComparisonPlace[] {
  const found: ComparisonPlace[] = [];
  for (const { clause, path } of leaves) {
    walk(clause, path);
    if (clause.kind === 'property' || clause.kind === 'property-ever') {
      const { property, comparison } = clause;
      found.push({ property, comparison, path: `${path}.property`, filter: undefined });
    }
  }
  return found;

  function walk(value: unknown, path: string): void {
    if (typeof value !== 'object' || value === null) return;
    if (isSelector(value)) {
      for (const [i, { scope, property, ...comparison }] of value.filters.entries()) {
        const filter = { scope, names: value.names };
        found.push({ property, comparison, path: `${path}.filters.${i}.property`, filter });
      }
      return;
    }
    for (const [field, inner] of Object.entries(value)) walk(inner, `${path}.${field}`);
  }
}

function isSelector(
  value: object,
): value is { readonly names: readonly string[]; readonly filters: readonly PropertyFilter[] } {
  return 'names' in value && 'filters' in value && Array.isArray(value.filters) && Array.isArray(value.names);
}
