import type { Pace } from '../../packages/engine/src/activate/sync/pace.ts';
import { seededRandom } from '../../packages/engine/src/util/random.ts';

/** Time in which waiting takes none: a sleep moves the clock to its end, and says so in `slept`. */
export interface VirtualPace extends Pace {
  readonly slept: number[];
  advance(ms: number): void;
}

export function virtualPace(start = Date.UTC(2026, 4, 1)): VirtualPace {
  let now = start;
  const slept: number[] = [];
  return {
    clock: () => now,
    sleep: async (ms) => {
      const end = now + ms;
      slept.push(ms);
      // Others may run before this one wakes up.
      await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, end);
    },
    random: seededRandom(7).next,
    slept,
    advance: (ms) => {
      now += ms;
    },
  };
}
