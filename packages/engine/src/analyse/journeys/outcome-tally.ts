import { type Proportion, proportion } from '../../util/statistics/proportion.ts';
import { UnitCount } from './follow-up-tally.ts';

/** Anchors that have something in common: how many, of how many units, and how many of them converted. Fed unit by unit. */
export class OutcomeTally {
  anchors = 0;
  readonly #units = new UnitCount();
  #complete = 0;
  #followed = 0;

  add(unit: number, goalIsComplete: boolean, goalMs: number): void {
    this.anchors += 1;
    this.#units.add(unit);
    if (!goalIsComplete) return;
    this.#complete += 1;
    if (goalMs >= 0) this.#followed += 1;
  }

  get units(): number {
    return this.#units.count;
  }

  conversion(): Proportion {
    return proportion(this.#followed, this.#complete);
  }
}
