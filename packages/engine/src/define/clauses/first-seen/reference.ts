import type { History } from '../../../model/history.ts';
import { plainSpan } from '../../language/window.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { FirstSeenClause } from './schema.ts';

export function firstSeenReference(
  clause: FirstSeenClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = plainSpan(clause.window, asOf);
  return history.knownSince > after && history.knownSince <= until;
}
