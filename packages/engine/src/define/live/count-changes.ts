import type { Instant } from '../../model/time.ts';

/** A member's count became another; undefined: it was, or is, no member. */
export interface CountChange {
  readonly time: Instant;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

const NO_MEMBER = -1;
const FIRST_CAPACITY = 1_024;

/** The changes of the counts of all units, kept in 16 bytes each. */
export class CountChanges {
  #times = new Float64Array(FIRST_CAPACITY);
  #befores = new Int32Array(FIRST_CAPACITY);
  #afters = new Int32Array(FIRST_CAPACITY);
  #size = 0;

  add({ time, before = NO_MEMBER, after = NO_MEMBER }: CountChange): void {
    if (this.#size === this.#times.length) this.#grow();
    this.#times[this.#size] = time;
    this.#befores[this.#size] = before;
    this.#afters[this.#size] = after;
    this.#size += 1;
  }

  /** All of them by time, in no order within an instant. */
  *inOrder(): Generator<CountChange> {
    const order = Uint32Array.from({ length: this.#size }, (_, i) => i);
    const times = this.#times;
    order.sort((a, b) => (times[a] as number) - (times[b] as number));
    for (const i of order) {
      yield { time: times[i] as number, before: known(this.#befores[i]), after: known(this.#afters[i]) };
    }
  }

  #grow(): void {
    const capacity = this.#size * 2;
    const [times, befores, afters] = [this.#times, this.#befores, this.#afters];
    this.#times = new Float64Array(capacity);
    this.#befores = new Int32Array(capacity);
    this.#afters = new Int32Array(capacity);
    this.#times.set(times);
    this.#befores.set(befores);
    this.#afters.set(afters);
  }
}

function known(count: number | undefined): number | undefined {
  return count === NO_MEMBER ? undefined : count;
}
