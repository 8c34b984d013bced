import type { PropertyValue } from '../../../model/property-value.ts';
import type { PropertyClause } from './schema.ts';

/** What a property is that does not compare as it should: `plan is "pro"`. */
export function missingValue({ property }: PropertyClause, value: PropertyValue | null): string {
  return value === null ? `${property} is not known` : `${property} is ${JSON.stringify(value)}`;
}
