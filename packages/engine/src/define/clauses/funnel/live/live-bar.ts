import type { Instant } from '../../../../model/time.ts';
import type { Standing } from '../../../funnel/kept/kept-group.ts';
import { sweepOf } from '../../../funnel/kept/sweep.ts';
import type { BarPlan } from '../plan.ts';
import { AnyGroup } from './any-group.ts';
import { AttemptsGroup } from './attempts-group.ts';
import { BestPath } from './best-path.ts';
import { DepthGroup } from './depth-group.ts';
import { MergedDepth } from './merged-depth.ts';
import { OptionalGroup } from './optional-group.ts';
import { type KeyedKeptEvent, PathGroups } from './path-groups.ts';

/** One unit's paths, as far as they decide about a bar. */
export class LiveBar {
  readonly #groups: Pick<PathGroups<never>, 'add' | 'forget'>;
  readonly #reading: Pick<AnyGroup, 'standing' | 'furthest'>;
  readonly #any: AnyGroup | undefined;

  constructor(plan: BarPlan) {
    const sweep = sweepOf(plan);
    const { count } = plan.spec;
    const { of, side } = plan.bar;
    if (count !== 'totals' && of === 'required' && (count === 'units' || side === 'reached')) {
      const groups = new PathGroups(plan, (between) => new DepthGroup(plan, sweep, between));
      this.#groups = groups;
      this.#reading = new MergedDepth(groups, plan);
    } else if (count === 'units') {
      const groups = new PathGroups(plan, (between) => new OptionalGroup(plan, sweep, between));
      this.#groups = groups;
      this.#reading = new BestPath(groups, plan);
    } else {
      const Group = count === 'totals' ? AttemptsGroup : of === 'optional' ? OptionalGroup : DepthGroup;
      const groups = new PathGroups(plan, (between) => new Group(plan, sweep, between));
      this.#groups = groups;
      this.#any = new AnyGroup(groups);
      this.#reading = this.#any;
    }
  }

  /** False: it joins two sessions, so that the bar is to be made anew. */
  add(event: KeyedKeptEvent): boolean {
    return this.#groups.add(event);
  }

  forget(after: Instant): void {
    this.#groups.forget(after);
    this.#any?.askAll();
  }

  /** Is a path in the bar, if they begin at `from` or later? */
  standing(from: Instant): Standing {
    return this.#reading.standing(from);
  }

  /** The clause's number of the furthest step that was reached; 0: none. */
  furthest(from: Instant): number {
    return this.#reading.furthest(from);
  }
}
