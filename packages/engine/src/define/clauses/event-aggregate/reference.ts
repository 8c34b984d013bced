import type { History, HistoryEvent } from '../../../model/history.ts';
import type { Scalar } from '../../../model/property-value.ts';
import { unreachable } from '../../../util/assert.ts';
import { windowSpan } from '../../language/window.ts';
import { selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import { compares, totalHolds } from './compare-aggregate.ts';
import { nanounits } from './nanounits.ts';
import type { EventAggregateClause } from './schema.ts';

export function eventAggregateReference(
  clause: EventAggregateClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const values = history.events
    .filter((event) => event.time > after && event.time <= until && selects(event, clause.event))
    .flatMap((event) => elements(event, clause));
  return aggregateHolds(values, clause);
}

/** The values of the clause's property that an event carries: one, those of a list, or none. */
function elements(event: HistoryEvent, { scope, property }: EventAggregateClause): readonly Scalar[] {
  const value = (scope === 'event' ? event.properties : event.userProperties)[property];
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}

function aggregateHolds(values: readonly Scalar[], clause: EventAggregateClause): boolean {
  const { aggregate, op, value } = clause;
  const numbers = values.filter((each) => typeof each === 'number');
  switch (aggregate) {
    case 'distinct':
      return compares(new Set(values).size, op, value);
    case 'sum':
    case 'average': {
      const sum = numbers.reduce((total, each) => total + nanounits(each), 0n);
      return totalHolds({ sum, count: numbers.length }, clause);
    }
    case 'minimum':
      return (
        numbers.length > 0 &&
        compares(
          numbers.reduce((a, b) => Math.min(a, b)),
          op,
          value,
        )
      );
    case 'maximum':
      return (
        numbers.length > 0 &&
        compares(
          numbers.reduce((a, b) => Math.max(a, b)),
          op,
          value,
        )
      );
    default:
      return unreachable(aggregate);
  }
}
