const BITS = 32;

/**
 * Who is in any number of sets, units being told by their indices. What one unit is in lies together: a row that changes several memberships of it
 * looks at one place of memory, and not at one for each.
 */
export class MemberTable {
  #words = new Uint32Array(1_024);
  /** Words of a unit: one for each 32 columns. */
  #perUnit = 1;
  #columns = 0;
  readonly #free: number[] = [];
  #seen = 0;

  /** An empty set more. */
  add(): MemberSet {
    const column = this.#free.pop() ?? this.#columns;
    if (column === this.#columns) {
      this.#columns += 1;
      if (this.#columns > BITS * this.#perUnit) this.#widen();
    }
    return new MemberSet(this, column);
  }

  /** Takes a set back, which must not be used any more. */
  remove(set: MemberSet): void {
    const bit = ~(1 << (set.column & 31));
    const words = this.#words;
    for (let at = set.column >>> 5; at < words.length; at += this.#perUnit)
      words[at] = (words[at] as number) & bit;
    this.#free.push(set.column);
  }

  has(column: number, index: number): boolean {
    const at = index * this.#perUnit + (column >>> 5);
    return at < this.#words.length && ((this.#words[at] as number) & (1 << (column & 31))) !== 0;
  }

  flip(column: number, index: number): void {
    const at = index * this.#perUnit + (column >>> 5);
    if (at >= this.#words.length) {
      const longer = new Uint32Array(Math.max((index + 1) * this.#perUnit, 2 * this.#words.length));
      longer.set(this.#words);
      this.#words = longer;
    }
    this.#words[at] = (this.#words[at] as number) ^ (1 << (column & 31));
  }

  *indices(column: number): Generator<number> {
    for (let index = 0; index * this.#perUnit < this.#words.length; index += 1)
      if (this.has(column, index)) yield index;
  }

  /** Looks at what some units are in (-1: of none) all at once, because it is about to be used. */
  lookAt(indices: Int32Array, count: number): void {
    let seen = 0;
    for (let i = 0; i < count; i += 1) {
      const index = indices[i] as number;
      if (index >= 0) seen ^= this.#words[index * this.#perUnit] ?? 0;
    }
    this.#seen = seen;
  }

  /** What the looks of `lookAt` come to: nobody asks for it, but looks of no use would be left out. */
  get seen(): number {
    return this.#seen;
  }

  #widen(): void {
    const [before, from] = [this.#words, this.#perUnit];
    const to = 2 * from;
    const after = new Uint32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 1)
      after[Math.floor(at / from) * to + (at % from)] = before[at] as number;
    this.#words = after;
    this.#perUnit = to;
  }
}

/** A set of units by index: a column of a table, and its size always known. */
export class MemberSet {
  readonly column: number;
  readonly #table: MemberTable;
  #size = 0;

  constructor(table: MemberTable, column: number) {
    this.#table = table;
    this.column = column;
  }

  get size(): number {
    return this.#size;
  }

  has(index: number): boolean {
    return this.#table.has(this.column, index);
  }

  set(index: number, isIn: boolean): void {
    if (this.has(index) === isIn) return;
    this.#table.flip(this.column, index);
    this.#size += isIn ? 1 : -1;
  }

  indices(): Generator<number> {
    return this.#table.indices(this.column);
  }
}
