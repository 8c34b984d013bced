import type { History } from '../../../model/history.ts';
import { windowSpan } from '../../language/window.ts';
import { selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { NthTimeClause } from './schema.ts';

/** The n-th of all such events there have been is in the window. */
export function nthTimeReference(
  clause: NthTimeClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const events = history.events.filter((event) => event.time <= asOf && selects(event, clause.event));
  const nth = events[clause.n - 1];
  return nth !== undefined && nth.time > after && nth.time <= until;
}
