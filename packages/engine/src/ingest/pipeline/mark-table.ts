/** A table is at most this full, so that a search ends soon. */
const FILL = 0.7;
const LARGEST_SLOTS = 2 ** 24;

/**
 * A set of 64-bit keys that keeps half of each: open addressing by the low half, the high half as the mark. "Not there" is
 * certain; "there" is wrong about once in 10^8. 4 bytes a slot, so 6 bytes a key when full.
 */
export class MarkTable {
  readonly #slots: Uint32Array;
  readonly #capacity: number;
  #used = 0;

  /** `slots` is a power of two, at most 2^24. */
  constructor(slots: number) {
    this.#slots = new Uint32Array(Math.min(slots, LARGEST_SLOTS));
    this.#capacity = Math.floor(this.#slots.length * FILL);
  }

  get used(): number {
    return this.#used;
  }

  get slots(): number {
    return this.#slots.length;
  }

  get full(): boolean {
    return this.#used >= this.#capacity;
  }

  has(low: number, high: number): boolean {
    return this.#find(low, high || 1) < 0;
  }

  /** The caller looked whether it is full. */
  add(low: number, high: number): void {
    const mark = high || 1;
    const free = this.#find(low, mark);
    if (free < 0) return;
    this.#slots[free] = mark;
    this.#used += 1;
  }

  /** The free slot where the key would go, or -1 when it is there. */
  #find(low: number, mark: number): number {
    const last = this.#slots.length - 1;
    for (let at = low & last; ; at = (at + 1) & last) {
      const there = this.#slots[at];
      if (there === 0 || there === undefined) return at;
      if (there === mark) return -1;
    }
  }
}

/** Slots that hold `keys` with room to spare, at least `smallest`; a power of two. */
export function slotsFor(keys: number, smallest: number): number {
  let slots = smallest;
  while (slots * FILL < keys && slots < LARGEST_SLOTS) slots *= 2;
  return slots;
}
