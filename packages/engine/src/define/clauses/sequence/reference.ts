import type { History, HistoryEvent } from '../../../model/history.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { type EventSelector, selects } from '../../selector/event-selector.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { SequenceClause } from './schema.ts';

/**
 * Tries every first event, and after it takes the earliest later event for each step. That is exhaustive: a chain that takes a
 * later event for some step than it could have leaves itself fewer events for the steps after it, so among the chains of one
 * first event the greedy one ends earliest, and `within` asks for nothing but an early end.
 */
export function sequenceReference(
  clause: SequenceClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const withinMs = clause.within ? durationMs(clause.within) : Number.POSITIVE_INFINITY;
  const events = history.events.filter((event) => event.time > after && event.time <= until);
  return events.some((first, at) => {
    const last = earliestEnd(clause.steps, events.slice(at));
    return last !== undefined && last.time - first.time <= withinMs;
  });
}

/** The last event of the earliest chain that starts with the first of `events`, or undefined when none does. */
function earliestEnd(
  steps: readonly EventSelector[],
  events: readonly HistoryEvent[],
): HistoryEvent | undefined {
  let at = 0;
  for (const [position, step] of steps.entries()) {
    if (position > 0) at = events.findIndex((event, i) => i > at && selects(event, step));
    const event = events[at];
    if (event === undefined || !selects(event, step)) return undefined;
  }
  return events[at];
}
