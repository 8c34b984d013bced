import type { Instant } from '../../../../model/time.ts';
import type { PathEvent } from '../../../funnel/groups.ts';
import { type Attempt, Attempts } from '../../../funnel/kept/attempts.ts';
import type { KeptEvent } from '../../../funnel/kept/kept-event.ts';
import type { ExcludedBetween, KeptGroup, Standing } from '../../../funnel/kept/kept-group.ts';
import { MarkPlaces } from '../../../funnel/kept/mark-places.ts';
import { optionalPlaces, placesOfPath } from '../../../funnel/kept/placed-path.ts';
import type { Sweep } from '../../../funnel/kept/sweep.ts';
import { type BarPlan, furthestStep, isInBar, type PathSteps } from '../plan.ts';

/** Whether an attempt of a group is in a bar. */
export class AttemptsGroup implements KeptGroup {
  readonly #plan: BarPlan;
  readonly #excludedBetween: ExcludedBetween | undefined;
  readonly #attempts: Attempts;
  readonly #marks: MarkPlaces;
  /** The path of the attempt that was looked at last, with as many steps as it had then. */
  #path: { readonly attempt: Attempt; readonly events: readonly number[] } | undefined;

  constructor(plan: BarPlan, sweep: Sweep, excludedBetween: ExcludedBetween | undefined) {
    this.#plan = plan;
    this.#excludedBetween = excludedBetween;
    this.#attempts = new Attempts(plan, sweep, excludedBetween, (each) => isInBar(this.#steps(each), plan));
    this.#marks = new MarkPlaces(plan.optional.map(({ mark }) => mark));
  }

  insert(event: KeptEvent): void {
    this.#marks.redoFrom(this.#attempts.insert(event));
  }

  redoAfter(event: PathEvent): void {
    this.#attempts.redoAfter(event);
  }

  forget(after: Instant): boolean {
    const { list } = this.#attempts;
    this.#attempts.forget(after);
    this.#marks.forget(list.first);
    return list.end === list.first;
  }

  /** Another beginning of the range may make other attempts. */
  standing(from: Instant): Standing {
    const { holds, first } = this.#attempts.standing(from);
    return { holds, upTo: first ?? Number.POSITIVE_INFINITY };
  }

  furthest(from: Instant): number {
    return this.#attempts
      .since(from)
      .reduce((most, each) => Math.max(most, furthestStep(this.#steps(each), this.#plan)), 0);
  }

  #steps(attempt: Attempt): PathSteps {
    const { optional } = this.#plan;
    if (optional.length === 0 || attempt.ends.length === 0) return { events: attempt.ends, optional: [] };
    const { list } = this.#attempts;
    const known = this.#path?.attempt === attempt ? this.#path.events : [];
    const isSame = known.length === attempt.ends.length;
    const events = isSame ? known : this.#placesOf(attempt);
    this.#path = { attempt, events };
    return { events, optional: optionalPlaces(list, this.#plan, events, this.#marks) };
  }

  #placesOf({ start, ends }: Attempt): readonly number[] {
    const { list } = this.#attempts;
    return placesOfPath(list, this.#plan, [start, ends.at(-1) ?? start], true, this.#excludedBetween);
  }
}
