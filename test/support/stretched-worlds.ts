import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import { smallWorlds, WORLD_END, WORLD_START } from './small-world.ts';

/** A small world somewhere else in time, and from when to when it lasts. */
export interface StretchedWorld {
  readonly events: readonly StoredEvent[];
  readonly start: number;
  readonly end: number;
}

/** Some hours, some days, some weeks and some months. */
const STRETCHES = [1, 6, 40, 400];
/** The clocks of Berlin and Newfoundland change within each. */
const STARTS = [Date.UTC(2026, 2, 28, 20), Date.UTC(2026, 2, 8, 2), Date.UTC(2025, 9, 25, 21)];

/** Small worlds made longer, which begin shortly before clocks change. `world-0`, `world-1`, ... by project. */
export function stretchedWorlds(count: number, seed: number, crowds = 1, least = 1): StretchedWorld[] {
  return smallWorlds(count, seed, crowds, least).map((events, i) => {
    const stretch = STRETCHES[i % STRETCHES.length] ?? 1;
    const start = STARTS[i % STARTS.length] ?? 0;
    const moved = (time: number): number => start + (time - WORLD_START) * stretch;
    return {
      events: events.map((event) => ({ ...event, time: moved(event.time) })),
      start,
      end: moved(WORLD_END),
    };
  });
}
