/** Numbers in a slab: few in the first, twice as many in each that follows, up to so many. A block never lies in two. */
const FIRST_SLAB = 1 << 10;
const LARGEST_SLAB = 1 << 20;
const SMALLEST = 16;

/** A run of places in a slab, `size` of them from `from` on. */
export interface NumberBlock {
  readonly slab: Float64Array;
  readonly from: number;
  readonly size: number;
}

/**
 * Blocks of numbers out of large slabs, outside of the garbage collector's heap: millions of small states that live for days would keep it busy
 * for nothing. Blocks come in sizes half as large again as the next smaller one; what is given back is used again.
 */
export class NumberPool {
  readonly #free = new Map<number, NumberBlock[]>();
  #slab: Float64Array = new Float64Array(0);
  #used = 0;

  /** A block of at least so many places; what stands in them is not told. */
  take(places: number): NumberBlock {
    const size = sizeFor(places);
    const block = this.#free.get(size)?.pop();
    if (block !== undefined) return block;
    if (this.#used + size > this.#slab.length) {
      const length = Math.min(LARGEST_SLAB, Math.max(FIRST_SLAB, 2 * this.#slab.length));
      this.#slab = new Float64Array(Math.max(size, length));
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += size;
    return { slab: this.#slab, from, size };
  }

  give(block: NumberBlock): void {
    const blocks = this.#free.get(block.size);
    if (blocks) blocks.push(block);
    else this.#free.set(block.size, [block]);
  }
}

/** 16, 24, 32, 48, 64, 96, and so on. */
function sizeFor(places: number): number {
  let size = SMALLEST;
  while (size < places) {
    const half = size + (size >> 1);
    if (half >= places) return half;
    size *= 2;
  }
  return size;
}
