import type { Transition } from './transition.ts';
import { WaveQueue } from './wave-queue.ts';

/** A cohort of which more than so many wait is in a wave: the rest of it gives way. */
const MANY_OF_ONE = 200;
/** More than so many at all, and whatever comes is a wave. */
const MANY = 2_000;

/**
 * Transitions that wait to be written down. Their ordinals come when they are. Few of a cohort go ahead of many of another, so that a wave keeps
 * nobody else waiting; of one unit, all come out in the order in which they went in, whatever the cohort.
 */
export class WaitingTransitions {
  #soon: Transition[] = [];
  readonly #wave = new WaveQueue();
  /** How many wait, by cohort. */
  readonly #ofCohort = new Map<string, number>();

  get size(): number {
    return this.#soon.length + this.#wave.size;
  }

  /** How many are in waves. */
  get inWaves(): number {
    return this.#wave.size;
  }

  add(row: Transition): void {
    const others = this.#ofCohort.get(row.cohort) ?? 0;
    this.#ofCohort.set(row.cohort, others + 1);
    if (others >= MANY_OF_ONE || this.#soon.length >= MANY) {
      this.#wave.add(row);
      return;
    }
    this.#wave.takeUnit(row.unit, row.subject, this.#soon);
    this.#soon.push(row);
  }

  /** Takes the next ones in the order in which they are to be written: all that go ahead, and `ofWaves` of waves. */
  take(ofWaves: number): readonly Transition[] {
    const taken = this.#soon;
    this.#soon = [];
    for (let left = ofWaves; left > 0; left -= 1) {
      const row = this.#wave.take();
      if (row === undefined) break;
      taken.push(row);
    }
    for (const { cohort } of taken) this.#leave(cohort);
    return taken;
  }

  #leave(cohort: string): void {
    const left = (this.#ofCohort.get(cohort) ?? 1) - 1;
    if (left === 0) this.#ofCohort.delete(cohort);
    else this.#ofCohort.set(cohort, left);
  }
}
