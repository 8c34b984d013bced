import type { History } from '../../../model/history.ts';
import { propertyAt } from '../../reference/histories.ts';
import { compare } from '../../selector/compare.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { PropertyClause } from './schema.ts';

/** The value is the last one set at or before the instant; what was removed, or never set, is missing. */
export function propertyReference(
  clause: PropertyClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  return compare(propertyAt(history, clause.property, asOf), clause.comparison);
}
