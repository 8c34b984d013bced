import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import { DAY_MS, HOUR_MS } from '../../packages/engine/src/model/time.ts';

/** To map over a world's events: every other one is put at the first instant of its hour or day (UTC), so that many share it. */
export function onEdges(event: StoredEvent, i: number): StoredEvent {
  const length = [HOUR_MS, 0, DAY_MS, 0][i % 4] ?? 0;
  return length === 0 ? event : { ...event, time: event.time - (event.time % length) };
}
