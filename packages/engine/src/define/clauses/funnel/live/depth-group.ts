import type { Instant } from '../../../../model/time.ts';
import type { PathEvent } from '../../../funnel/groups.ts';
import type { KeptEvent } from '../../../funnel/kept/kept-event.ts';
import type { ExcludedBetween, KeptGroup, Standing } from '../../../funnel/kept/kept-group.ts';
import { LongestPaths } from '../../../funnel/kept/longest-paths.ts';
import type { Sweep } from '../../../funnel/kept/sweep.ts';
import type { BarPlan } from '../plan.ts';
import { type DepthBar, depthBar, depthOf, depthStanding } from './depth-standing.ts';

/** Whether the path of a group that counts is in a bar of a step that may not be left out: only how long it is matters. */
export class DepthGroup implements KeptGroup {
  readonly #plan: BarPlan;
  readonly #bar: DepthBar;
  readonly #paths: LongestPaths;

  constructor(plan: BarPlan, sweep: Sweep, excludedBetween: ExcludedBetween | undefined) {
    this.#plan = plan;
    this.#bar = depthBar(plan.bar);
    this.#paths = new LongestPaths(sweep, excludedBetween);
  }

  /** When the latest path of the group began, by steps done. */
  get row(): readonly number[] {
    return this.#paths.row();
  }

  insert(event: KeptEvent): void {
    this.#paths.insert(event);
  }

  redoAfter(event: PathEvent): void {
    this.#paths.redoAfter(event);
  }

  forget(after: Instant): boolean {
    this.#paths.forget(after);
    return this.#paths.list.end === this.#paths.list.first;
  }

  standing(from: Instant): Standing {
    return depthStanding(this.row, this.#plan.required.length, this.#bar, from);
  }

  furthest(from: Instant): number {
    return this.#plan.numbers.required[depthOf(this.row, this.#plan.required.length, from) - 1] ?? 0;
  }
}
