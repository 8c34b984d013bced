import type { History, HistoryEvent } from '../../../model/history.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { chainStarts } from '../../reference/chain-starts.ts';
import { selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { NotFollowedClause } from './schema.ts';

/** Some event of the window ends a chain of the steps, its wait is over, and nothing unwanted came in it. */
export function notFollowedReference(
  clause: NotFollowedClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const waitMs = durationMs(clause.within);
  const events = history.events.filter((event) => event.time > after && event.time <= until);
  const starts = chainStarts(clause.steps, events);
  const unwanted = history.events.filter((event) => selects(event, clause.without));
  return events.some((last, i) => {
    if (starts[i] === undefined || last.time + waitMs > asOf) return false;
    return !unwanted.some((event) => isLater(event, last) && event.time <= last.time + waitMs);
  });
}

function isLater(event: HistoryEvent, than: HistoryEvent): boolean {
  return event.time > than.time || (event.time === than.time && event.seq > than.seq);
}
