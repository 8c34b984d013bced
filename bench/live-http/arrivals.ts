import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './events.ts';

/**
 * Calls `send` so many times a second on average, at random instants as independent senders would, whatever becomes of what was
 * sent before. Ends with the signal.
 */
export async function arrivals(
  perSecond: number,
  random: Random,
  send: () => void,
  signal: AbortSignal,
): Promise<void> {
  let next = performance.now();
  while (!signal.aborted) {
    for (const now = performance.now(); next <= now; next += (-Math.log(1 - random()) * 1_000) / perSecond)
      send();
    await sleep(Math.max(1, next - performance.now()));
  }
}
