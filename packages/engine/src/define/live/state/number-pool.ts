/** Places in a slab: few in the first, twice as many in each that follows, up to so many. A block never lies in two. */
const FIRST_SLAB = 1 << 10;
const LARGEST_SLAB = 1 << 20;
const SLAB_BITS = 20;
const SMALLEST = 16;

/**
 * Blocks of numbers out of large slabs, outside of the garbage collector's heap: millions of small states that live for days would keep it busy
 * for nothing. A block is told by its address, which says the slab and the place in it. Blocks come in sizes half as large again as
 * the next smaller one; what is given back is used again.
 */
export class NumberPool {
  readonly #numbers: Float64Array[] = [];
  readonly #integers: Int32Array[] = [];
  readonly #free = new Map<number, number[]>();
  #used = LARGEST_SLAB;

  /** The slab in which an address lies: 64-bit floats. */
  numbersAt(address: number): Float64Array {
    return this.#numbers[address >>> SLAB_BITS] as Float64Array;
  }

  /** The same bytes as 32-bit integers, two for each place. */
  integersAt(address: number): Int32Array {
    return this.#integers[address >>> SLAB_BITS] as Int32Array;
  }

  /** The address of a block of `blockSize(places)` places; what stands in them is not told. */
  take(places: number): number {
    const size = blockSize(places);
    const free = this.#free.get(size)?.pop();
    if (free !== undefined) return free;
    if (this.#used + size > (this.#numbers.at(-1)?.length ?? 0)) this.#addSlab(size);
    const address = (this.#numbers.length - 1) * LARGEST_SLAB + this.#used;
    this.#used += size;
    return address;
  }

  /** Takes a block back. `size`: what it was taken for, or its size. */
  give(address: number, size: number): void {
    const whole = blockSize(size);
    const blocks = this.#free.get(whole);
    if (blocks) blocks.push(address);
    else this.#free.set(whole, [address]);
  }

  #addSlab(atLeast: number): void {
    const length = Math.min(LARGEST_SLAB, Math.max(FIRST_SLAB, 2 * (this.#numbers.at(-1)?.length ?? 0)));
    const slab = new Float64Array(Math.max(atLeast, length));
    this.#numbers.push(slab);
    this.#integers.push(new Int32Array(slab.buffer));
    this.#used = 0;
  }
}

/** Where in its slab an address is. */
export function placeOf(address: number): number {
  return address & (LARGEST_SLAB - 1);
}

/** How many places a block for so many has: 16, 24, 32, 48, 64, 96, and so on. */
export function blockSize(places: number): number {
  let size = SMALLEST;
  while (size < places) {
    const half = size + (size >> 1);
    if (half >= places) return half;
    size *= 2;
  }
  return size;
}
