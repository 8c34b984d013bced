import type { Transition } from './transition.ts';

/** A transition that waits to be written down. Its ordinal comes when it is. */
export interface WaitingTransition {
  readonly row: Transition;
  /** In a wave: the next one of the same unit. */
  next: WaitingTransition | undefined;
  /** Of the first one of a unit in a wave: the last one. */
  last: WaitingTransition | undefined;
  /** It was in a wave, and went ahead of it before another of its unit. */
  isGone: boolean;
}

/** A cohort of which more than so many wait is in a wave: the rest of it gives way. */
const MANY_OF_ONE = 200;
/** More than so many at all, and whatever comes is a wave. */
const MANY = 2_000;
/** What has been taken of waves is let go of when it is so much. */
const CUT_FROM = 16_384;

/**
 * Transitions that wait to be written down. Few of a cohort go ahead of many of another, so that a wave keeps nobody else waiting; of
 * one unit, all come out in the order in which they went in, whatever the cohort.
 */
export class WaitingTransitions {
  #soon: WaitingTransition[] = [];
  #wave: WaitingTransition[] = [];
  /** Of `#wave`, what has been taken. */
  #from = 0;
  #waveSize = 0;
  /** How many wait, by cohort. */
  readonly #ofCohort = new Map<string, number>();
  /** The first one in a wave, by unit. */
  readonly #firsts = new Map<string, WaitingTransition>();

  get size(): number {
    return this.#soon.length + this.#waveSize;
  }

  /** How many are in waves. */
  get inWaves(): number {
    return this.#waveSize;
  }

  add(row: Transition): void {
    const waiting = { row, next: undefined, last: undefined, isGone: false };
    const others = this.#ofCohort.get(row.cohort) ?? 0;
    this.#ofCohort.set(row.cohort, others + 1);
    if (others < MANY_OF_ONE && this.#soon.length < MANY) this.#addSoon(waiting);
    else this.#addToWave(waiting);
  }

  /** Takes the next ones in the order in which they are to be written: all that go ahead, and `ofWaves` of waves. */
  take(ofWaves: number): readonly Transition[] {
    const taken = this.#soon;
    this.#soon = [];
    this.#takeOfWaves(taken, taken.length + ofWaves);
    for (const { row } of taken) this.#leave(row.cohort);
    return taken.map(({ row }) => row);
  }

  #addSoon(waiting: WaitingTransition): void {
    const unit = unitOf(waiting.row);
    for (let earlier = this.#firsts.get(unit); earlier !== undefined; earlier = earlier.next) {
      earlier.isGone = true;
      this.#waveSize -= 1;
      this.#soon.push(earlier);
    }
    this.#firsts.delete(unit);
    this.#soon.push(waiting);
  }

  #addToWave(waiting: WaitingTransition): void {
    this.#wave.push(waiting);
    this.#waveSize += 1;
    const unit = unitOf(waiting.row);
    const first = this.#firsts.get(unit);
    if (first === undefined) this.#firsts.set(unit, waiting);
    else (first.last ?? first).next = waiting;
    if (first !== undefined) first.last = waiting;
  }

  #takeOfWaves(taken: WaitingTransition[], most: number): void {
    while (taken.length < most && this.#from < this.#wave.length) {
      const first = this.#wave[this.#from] as WaitingTransition;
      this.#from += 1;
      if (first.isGone) continue;
      this.#waveSize -= 1;
      taken.push(first);
      const unit = unitOf(first.row);
      if (first.next === undefined) this.#firsts.delete(unit);
      else {
        first.next.last = first.last === first.next ? undefined : first.last;
        this.#firsts.set(unit, first.next);
      }
    }
    if (this.#from < CUT_FROM && this.#from < this.#wave.length) return;
    this.#wave = this.#wave.slice(this.#from);
    this.#from = 0;
  }

  #leave(cohort: string): void {
    const left = (this.#ofCohort.get(cohort) ?? 1) - 1;
    if (left === 0) this.#ofCohort.delete(cohort);
    else this.#ofCohort.set(cohort, left);
  }
}

function unitOf({ unit, subject }: Transition): string {
  return unit === 'user' ? subject : `account ${subject}`;
}
