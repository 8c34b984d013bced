import type { History } from '../../../model/history.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { chainStarts } from '../../reference/chain-starts.ts';
import { sessionsOf } from '../../reference/sessions-of.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { SequenceClause } from './schema.ts';

/**
 * Some chain of the steps in the window, or in one session's part of it, ends soon enough after its start. Of the chains with one
 * end the last begun is asked.
 */
export function sequenceReference(
  clause: SequenceClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const withinMs = clause.within ? durationMs(clause.within) : Number.POSITIVE_INFINITY;
  const events = history.events.filter((event) => event.time > after && event.time <= until);
  return (clause.together ? sessionsOf(events) : [events]).some((part) => {
    const starts = chainStarts(clause.steps, part);
    return part.some((last, i) => {
      const start = starts[i];
      return start !== undefined && last.time - start <= withinMs;
    });
  });
}
