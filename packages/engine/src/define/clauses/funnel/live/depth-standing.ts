import type { Instant } from '../../../../model/time.ts';
import type { Standing } from '../../../funnel/kept/kept-group.ts';
import { NEVER, numberAt } from '../../../funnel/kept/sweep.ts';
import type { PlacedBar } from '../plan.ts';

/** A bar of a step that may not be left out, by how many steps done: `least`, and no more where it has those who dropped. */
export interface DepthBar {
  readonly least: number;
  readonly isDropped: boolean;
}

/** The same bar by steps done. */
export function depthBar({ side, place }: PlacedBar): DepthBar {
  return side === 'reached' ? { least: place + 1, isDropped: false } : { least: place, isDropped: true };
}

/** Is the longest path in a bar, if they begin at `from` or later? `row`: when the latest path began, by steps done. */
export function depthStanding(row: readonly number[], steps: number, bar: DepthBar, from: Instant): Standing {
  let further = NEVER;
  for (let depth = bar.least; depth < steps; depth += 1) further = Math.max(further, numberAt(row, depth));
  const soFar = numberAt(row, bar.least - 1);
  if (!bar.isDropped) further = Math.max(further, soFar);
  if (further >= from) return { holds: !bar.isDropped, upTo: further };
  if (bar.isDropped && soFar >= from) return { holds: true, upTo: soFar };
  return { holds: false, upTo: Number.POSITIVE_INFINITY };
}

/** How many steps the longest path has, if they begin at `from` or later. */
export function depthOf(row: readonly number[], steps: number, from: Instant): number {
  let depth = steps;
  while (depth > 0 && numberAt(row, depth - 1) < from) depth -= 1;
  return depth;
}
