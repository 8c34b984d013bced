const BITS = 32;

/** A set of units by index: one bit each, and its size always known. */
export class MemberSet {
  #words = new Uint32Array(64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(index: number): boolean {
    const word = this.#words[index >>> 5];
    return word !== undefined && (word & (1 << (index & 31))) !== 0;
  }

  set(index: number, isIn: boolean): void {
    if (this.has(index) === isIn) return;
    const at = index >>> 5;
    if (at >= this.#words.length) {
      const wider = new Uint32Array(Math.max(at + 1, this.#words.length * 2));
      wider.set(this.#words);
      this.#words = wider;
    }
    this.#words[at] = (this.#words[at] ?? 0) ^ (1 << (index & 31));
    this.#size += isIn ? 1 : -1;
  }

  *indices(): Generator<number> {
    yield* bitsOf(this.#words);
  }

  /** The indices in this set or in another, and not in both. */
  *differenceFrom(other: MemberSet | undefined): Generator<number> {
    const theirs = other ? other.#words : NONE;
    const words = new Uint32Array(Math.max(this.#words.length, theirs.length));
    for (let i = 0; i < words.length; i += 1) words[i] = (this.#words[i] ?? 0) ^ (theirs[i] ?? 0);
    yield* bitsOf(words);
  }
}

const NONE = new Uint32Array(0);

function* bitsOf(words: Uint32Array): Generator<number> {
  for (let at = 0; at < words.length; at += 1) {
    let word = words[at] ?? 0;
    while (word !== 0) {
      const bit = BITS - 1 - Math.clz32(word & -word);
      yield at * BITS + bit;
      word &= word - 1;
    }
  }
}
