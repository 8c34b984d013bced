import type { Instant } from '../../model/time.ts';

const FIRST_CAPACITY = 1_024;

/**
 * Which numbers fall due when, the earliest first: a binary heap over typed arrays. Nothing is taken out before its time; who pops it
 * checks that it still counts.
 */
export class Timers {
  #times: Float64Array;
  #items: Uint32Array;
  #size = 0;

  /** `capacity`: for how many there is room before it has to grow. */
  constructor(capacity = FIRST_CAPACITY) {
    this.#times = new Float64Array(capacity);
    this.#items = new Uint32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** When the first falls due. */
  get next(): Instant | undefined {
    return this.#size === 0 ? undefined : this.#times[0];
  }

  /** `item`: a whole number from 0 up to 2^32. */
  add(at: Instant, item: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const items = this.#items;
    let place = this.#size;
    this.#size += 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = times[parent] as Instant;
      if (above <= at) break;
      times[place] = above;
      items[place] = items[parent] as number;
      place = parent;
    }
    times[place] = at;
    items[place] = item;
  }

  /** Takes out the first, and answers what it was. The heap must not be empty. */
  pop(): number {
    const times = this.#times;
    const items = this.#items;
    const first = items[0] as number;
    this.#size -= 1;
    const size = this.#size;
    const at = times[size] as Instant;
    const item = items[size] as number;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && (times[child + 1] as Instant) < (times[child] as Instant)) child += 1;
      const below = times[child] as Instant;
      if (below >= at) break;
      times[place] = below;
      items[place] = items[child] as number;
      place = child;
    }
    times[place] = at;
    items[place] = item;
    return first;
  }

  #grow(): void {
    const [times, items] = [this.#times, this.#items];
    this.#times = new Float64Array(2 * times.length);
    this.#items = new Uint32Array(2 * times.length);
    this.#times.set(times);
    this.#items.set(items);
  }
}
