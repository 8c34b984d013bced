import type { EventSink } from '../../ingest/event-sink.ts';
import type { Metrics } from './metrics.ts';

/** Counts what became of the events that go into a sink. What never gets so far is counted where it is refused. */
export function countingSink(sink: EventSink, { countEvents }: Pick<Metrics, 'countEvents'>): EventSink {
  return {
    accept: async (project, events, received) => {
      const fates = await sink.accept(project, events, received);
      for (const outcome of ['stored', 'duplicate', 'refused'] as const) {
        countEvents(project.id, outcome, fates.filter((fate) => fate === outcome).length);
      }
      return fates;
    },
  };
}
