import type { EventSink, Fate } from '../../packages/engine/src/ingest/event-sink.ts';
import type { IncomingEvent } from '../../packages/engine/src/model/event.ts';

export interface MemorySink extends EventSink {
  readonly stored: readonly IncomingEvent[];
}

/** A sink that keeps events in memory and knows repeats as the real one does: by user or device and insert id. */
export function memorySink(
  before?: (batch: readonly IncomingEvent[], call: number) => Promise<void>,
): MemorySink {
  const stored: IncomingEvent[] = [];
  const seen = new Set<string>();
  let calls = 0;
  return {
    stored,
    async accept(_project, events) {
      calls += 1;
      await before?.(events, calls);
      return events.map((event): Fate => {
        const key = JSON.stringify([event.deviceId ?? event.userId, event.insertId]);
        if (event.insertId !== undefined && seen.has(key)) return 'duplicate';
        seen.add(key);
        stored.push(event);
        return 'stored';
      });
    },
  };
}
