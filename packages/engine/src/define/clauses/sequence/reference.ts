import type { History } from '../../../model/history.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { chainStarts } from '../../reference/chain-starts.ts';
import type { ReferenceContext } from '../define-clause.ts';
import type { SequenceClause } from './schema.ts';

/** Some chain of the steps in the window ends soon enough after its start. Of the chains with one end the last begun is asked. */
export function sequenceReference(
  clause: SequenceClause,
  history: History,
  { asOf }: ReferenceContext,
): boolean {
  const { after, until } = windowSpan(clause.window, asOf, history.knownSince);
  const withinMs = clause.within ? durationMs(clause.within) : Number.POSITIVE_INFINITY;
  const events = history.events.filter((event) => event.time > after && event.time <= until);
  const starts = chainStarts(clause.steps, events);
  return events.some((last, i) => {
    const start = starts[i];
    return start !== undefined && last.time - start <= withinMs;
  });
}
