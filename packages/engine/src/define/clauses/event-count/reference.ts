import type { History, HistoryEvent } from '../../../model/history.ts';
import { unreachable } from '../../../util/assert.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { sessionsOf } from '../../reference/sessions-of.ts';
import { selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import { type CountComparison, type EventCountClause, eventsNeeded, type Together } from './schema.ts';

export function eventCountReference(
  clause: EventCountClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const events = history.events.filter(
    (event) => event.time > after && event.time <= until && selects(event, clause.event),
  );
  if (clause.together === undefined) return countHolds(events.length, clause.op, clause.count);
  return areTogether(events, eventsNeeded(clause), clause.together);
}

/** Are so many of these events close together? They come in the order of a history. */
function areTogether(events: readonly HistoryEvent[], needed: number, together: Together): boolean {
  if (together.kind === 'session') {
    return sessionsOf(events).some((session) => session.length >= needed);
  }
  const length = durationMs(together.duration);
  return events.some((first, i) => {
    const last = events[i + needed - 1];
    return last !== undefined && last.time - first.time < length;
  });
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
