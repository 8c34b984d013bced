import type { Instant } from '../../../../model/time.ts';
import type { Standing } from '../../../funnel/kept/kept-group.ts';
import { NEVER, numberAt } from '../../../funnel/kept/sweep.ts';
import type { BarPlan } from '../plan.ts';
import type { DepthGroup } from './depth-group.ts';
import { type DepthBar, depthBar, depthOf, depthStanding } from './depth-standing.ts';
import type { PathGroups } from './path-groups.ts';

/** Is the longest path of all groups in the bar? Of all of them together it is kept when the latest path of so many steps began. */
export class MergedDepth {
  readonly #groups: PathGroups<DepthGroup>;
  readonly #plan: BarPlan;
  readonly #bar: DepthBar;
  readonly #row: number[];

  constructor(groups: PathGroups<DepthGroup>, plan: BarPlan) {
    this.#groups = groups;
    this.#plan = plan;
    this.#bar = depthBar(plan.bar);
    this.#row = plan.required.map(() => NEVER);
  }

  standing(from: Instant): Standing {
    this.#merge();
    return depthStanding(this.#row, this.#plan.required.length, this.#bar, from);
  }

  furthest(from: Instant): number {
    this.#merge();
    return this.#plan.numbers.required[depthOf(this.#row, this.#plan.required.length, from) - 1] ?? 0;
  }

  /** What is late may have made a path impossible. */
  #merge(): void {
    const { groups, isLate } = this.#groups.takeTouched();
    if (isLate) this.#row.fill(NEVER);
    for (const { row } of isLate ? this.#groups.all() : groups)
      for (let step = 0; step < this.#row.length; step += 1)
        if (numberAt(row, step) > numberAt(this.#row, step)) this.#row[step] = numberAt(row, step);
  }
}
