import type { FunnelStep } from '@cusp/engine/analyse/funnel/result.ts';

/**
 * How many of those who reached the step before did not reach this one, by step. Before a step is the last one that may not be left out; of one that may
 * be, it is those who got to where it could be done.
 */
export function droppedCounts(steps: readonly FunnelStep[]): readonly number[] {
  return steps.map(({ ofPrevious }) =>
    ofPrevious === null ? 0 : Math.max(0, ofPrevious.of - ofPrevious.count),
  );
}
