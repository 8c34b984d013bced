import type { History } from '../../../model/history.ts';
import type { PropertyValue } from '../../../model/property-value.ts';
import { unreachable } from '../../../util/assert.ts';
import { propertyAt } from '../../reference/histories.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { LimitShareClause } from './schema.ts';

export function limitShareReference(
  clause: LimitShareClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const used = propertyAt(history, clause.property, asOf);
  return shareHolds(clause, used, propertyAt(history, clause.of, asOf));
}

/** Two products of doubles are compared, each rounded as IEEE 754 says: the same in every engine. */
export function shareHolds(
  { op, percent }: LimitShareClause,
  used: PropertyValue | undefined,
  limit: PropertyValue | undefined,
): boolean {
  if (typeof used !== 'number' || typeof limit !== 'number' || limit <= 0) return false;
  const [has, wanted] = [used * 100, percent * limit];
  switch (op) {
    case 'greater':
      return has > wanted;
    case 'at-least':
      return has >= wanted;
    case 'less':
      return has < wanted;
    case 'at-most':
      return has <= wanted;
    default:
      return unreachable(op);
  }
}
