import type { HistoryEvent } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { ChainStep } from '../clauses/sequence/schema.ts';
import { durationMs } from '../language/duration.ts';
import { selects } from '../selector/event-selector.ts';

/**
 * For each event, the latest instant at which a chain of all steps that ends with this very event began; undefined: no such
 * chain. Every earlier event is tried for the step before, so no chain is left out; and of the chains that end with one event the
 * one that began last is as good as any, because what may follow depends on that event alone. `events` are in order.
 */
export function chainStarts(
  steps: readonly ChainStep[],
  events: readonly HistoryEvent[],
): readonly (Instant | undefined)[] {
  let starts: readonly (Instant | undefined)[] = [];
  for (const [position, step] of steps.entries()) {
    const before = starts;
    const gapMs = step.within ? durationMs(step.within) : Number.POSITIVE_INFINITY;
    starts = events.map((event, at) => {
      if (!selects(event, step)) return undefined;
      if (position === 0) return event.time;
      const reached = before.filter((_, i) => i < at && event.time - timeOf(events, i) <= gapMs);
      return latest(reached);
    });
  }
  return starts;
}

function latest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function timeOf(events: readonly HistoryEvent[], at: number): Instant {
  return events[at]?.time ?? Number.NEGATIVE_INFINITY;
}
