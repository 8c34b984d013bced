/**
 * What gives way goes in slices, of so many transitions at least and at most: few enough that nobody waits long behind one, and that
 * it goes into the log before the store. One begins every BEAT_MS, and not before it has rested for as long as the one before took, so that half of
 * everything is left to others. The slices are so large that all of it would be over in WAVE_MS, and in LEAST_WAVE_MS when it has taken longer.
 */
const LEAST_AT_ONCE = 250;
const MOST_AT_ONCE = 5_000;
const BEAT_MS = 10;
const MOST_REST_MS = 60;
/** A slice that takes longer says that something else (the garbage collector, the disk) needs the machine: a longer rest lets that be over sooner. */
const SLOW_MS = 20;
const SLOW_REST_MS = 200;
/** So much larger than the one before a slice is at most, so that a rest is not made up for at once. */
const GROWTH = 1.5;
const WAVE_MS = 3_500;
const LEAST_WAVE_MS = 500;

/** How fast a wave of transitions is written down: all instants by the clock of the process, which never goes back. */
export class WavePace {
  #began: number | undefined;
  #sliceBegan: number | undefined;
  #restUntil = 0;
  #size = LEAST_AT_ONCE;

  /** How many of a wave go next, when so many are left. Not to be asked while it rests. */
  slice(left: number): number {
    if (left === 0) {
      this.#began = undefined;
      this.#sliceBegan = undefined;
      this.#size = LEAST_AT_ONCE;
      return 0;
    }
    const now = performance.now();
    this.#began ??= now;
    const leftMs = Math.max(LEAST_WAVE_MS, WAVE_MS - (now - this.#began));
    const share = this.#sliceBegan === undefined ? 0 : (now - this.#sliceBegan) / leftMs;
    this.#sliceBegan = now;
    const most = Math.min(MOST_AT_ONCE, Math.ceil(this.#size * GROWTH));
    this.#size = Math.min(most, Math.max(LEAST_AT_ONCE, Math.ceil(left * share)));
    return this.#size;
  }

  /** A slice is written, which began at an instant. */
  rest(since: number): void {
    const now = performance.now();
    const took = now - since;
    const rest = took > SLOW_MS ? SLOW_REST_MS : Math.min(MOST_REST_MS, took);
    this.#restUntil = Math.max(since + BEAT_MS, now + rest);
  }

  /** For how much longer it rests. */
  get restMs(): number {
    return Math.max(0, this.#restUntil - performance.now());
  }
}
