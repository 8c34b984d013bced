import type { FilterScope, PropertyFilter } from '@cusp/engine/define/selector/property-filter.ts';

type Operator = PropertyFilter['op'];
type Scalar = string | number | boolean;

/** Every operator in the words that the cohort language prints. */
export const FILTER_WORDS: Readonly<Record<Operator, string>> = {
  is: 'is',
  'is-not': 'is not',
  greater: 'is more than',
  'at-least': 'is at least',
  less: 'is less than',
  'at-most': 'is at most',
  contains: 'contains',
  'does-not-contain': 'does not contain',
  'starts-with': 'starts with',
  'is-set': 'is set',
  'is-not-set': 'is not set',
};

export function operatorsOf(): readonly Operator[] {
  return Object.keys(FILTER_WORDS) as Operator[];
}

/** The values that a filter compares with, whatever its operator. */
export function valuesOf(filter: PropertyFilter): readonly Scalar[] {
  if ('values' in filter) return filter.values;
  return 'value' in filter ? [filter.value] : [];
}

/** The same filter under another operator; its values are kept as far as they fit. */
export function withOperator(filter: PropertyFilter, op: Operator): PropertyFilter {
  return build({ scope: filter.scope, property: filter.property }, op, valuesOf(filter));
}

/** The same filter with other values. */
export function withValues(filter: PropertyFilter, values: readonly Scalar[]): PropertyFilter {
  return build({ scope: filter.scope, property: filter.property }, filter.op, values);
}

/** The filter of another property: values of the old one mean nothing there. */
export function withProperty(
  filter: PropertyFilter,
  of: { readonly scope: FilterScope; readonly property: string },
): PropertyFilter {
  const isSame = filter.scope === of.scope && filter.property === of.property;
  return build(of, filter.op, isSame ? valuesOf(filter) : []);
}

/** A filter that a person has only begun: without a property, or without what to compare with. */
export function isUnfinished(filter: PropertyFilter): boolean {
  if (filter.property === '') return true;
  if (filter.op === 'is-set' || filter.op === 'is-not-set') return false;
  const values = valuesOf(filter);
  return values.length === 0 || values.some((value) => value === '');
}

export const NEW_FILTER: PropertyFilter = { scope: 'event', property: '', op: 'is', values: [] };

function build(
  of: { readonly scope: FilterScope; readonly property: string },
  op: Operator,
  values: readonly Scalar[],
): PropertyFilter {
  switch (op) {
    case 'is':
    case 'is-not':
      return { ...of, op, values: [...values] };
    case 'greater':
    case 'at-least':
    case 'less':
    case 'at-most': {
      const first = values[0] ?? '';
      return { ...of, op, value: typeof first === 'boolean' ? String(first) : first };
    }
    case 'contains':
    case 'does-not-contain':
    case 'starts-with':
      return { ...of, op, values: values.map(String) };
    case 'is-set':
    case 'is-not-set':
      return { ...of, op };
  }
}
