import type { History } from '../../../model/history.ts';
import { unreachable } from '../../../util/assert.ts';
import { windowSpan } from '../../language/window.ts';
import { selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { CountComparison, EventCountClause } from './schema.ts';

export function eventCountReference(
  clause: EventCountClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const events = history.events.filter(
    (event) => event.time > after && event.time <= until && selects(event, clause.event),
  );
  return countHolds(events.length, clause.op, clause.count);
}

/** Does `seen` compare with `count` as the operator says? */
export function countHolds(seen: number, op: CountComparison, count: number): boolean {
  switch (op) {
    case 'at-least':
      return seen >= count;
    case 'at-most':
      return seen <= count;
    case 'exactly':
      return seen === count;
    case 'more-than':
      return seen > count;
    case 'less-than':
      return seen < count;
    case 'not-exactly':
      return seen !== count;
    default:
      return unreachable(op);
  }
}
