import type { History } from '../../../model/history.ts';
import { windowSpan } from '../../language/window.ts';
import { propertyAt } from '../../reference/histories.ts';
import { compare } from '../../selector/compare.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { PropertyEverClause } from './schema.ts';

/** The value changes at nothing but updates: asking at the first instant and at each of those after it asks of all. */
export function propertyEverReference(
  clause: PropertyEverClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const first = Math.max(after + 1, history.knownSince);
  return [first, ...history.updates.map((update) => update.time)]
    .filter((at) => at >= first && at <= until)
    .some((at) => compare(propertyAt(history, clause.property, at), clause.comparison));
}
