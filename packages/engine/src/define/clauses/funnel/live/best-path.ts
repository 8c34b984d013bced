import type { Instant } from '../../../../model/time.ts';
import { byTimeThenArrival } from '../../../funnel/kept/kept-event.ts';
import type { Standing } from '../../../funnel/kept/kept-group.ts';
import { type BarPlan, furthestStep, isInBar } from '../plan.ts';
import type { KeptPath, OptionalGroup } from './optional-group.ts';
import type { PathGroups } from './path-groups.ts';

/** Is the one path of all groups that counts in the bar of a step that may be left out? */
export class BestPath {
  readonly #groups: PathGroups<OptionalGroup>;
  readonly #plan: BarPlan;

  constructor(groups: PathGroups<OptionalGroup>, plan: BarPlan) {
    this.#groups = groups;
    this.#plan = plan;
  }

  standing(from: Instant): Standing {
    const best = this.#best(from);
    const upTo = best?.events[0]?.time ?? Number.POSITIVE_INFINITY;
    return { holds: best !== undefined && isInBar(best, this.#plan), upTo };
  }

  furthest(from: Instant): number {
    const best = this.#best(from);
    return best ? furthestStep(best, this.#plan) : 0;
  }

  #best(from: Instant): KeptPath | undefined {
    this.#groups.takeTouched();
    let best: KeptPath | undefined;
    for (const group of this.#groups.all()) {
      const path = group.path(from);
      if (path && (best === undefined || isBetter(path, best))) best = path;
    }
    return best;
  }
}

/** As pathsOf has it: the longer, then the earlier, then the one with more beside it. */
function isBetter(path: KeptPath, other: KeptPath): boolean {
  if (path.events.length !== other.events.length) return path.events.length > other.events.length;
  for (const [i, event] of path.events.entries()) {
    const order = byTimeThenArrival(event, other.events[i] ?? event);
    if (order !== 0) return order < 0;
  }
  for (const [i, event] of path.optional.entries()) {
    const isDone = other.optional[i] !== undefined;
    if ((event !== undefined) !== isDone) return !isDone;
  }
  return false;
}
