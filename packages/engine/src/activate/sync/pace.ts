import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../model/time.ts';

/** Time as the sync lives in it: a test brings its own, in which waiting takes none. */
export interface Pace {
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  /** In [0, 1): spreads tries, so that many do not come back at the same instant. */
  readonly random: () => number;
}

export function realPace(clock: Clock): Pace {
  return { clock, sleep: (ms) => sleep(ms), random: Math.random };
}

/** The wait before try `attempt` (0 is the first repeat), in ms: doubled each time up to `longestMs`, and a random half of it taken off. */
export function backoffMs(attempt: number, firstMs: number, longestMs: number, random: () => number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(full * (0.5 + random() / 2));
}
