/**
 * A bounded map that forgets what was not used for a while. Entries live in two generations: what is used moves to the young
 * one; `turn` forgets the old and makes the young old. So at most two budgets of weight are held, and an entry that was
 * used since the turn before the last is never gone.
 */
export class Generations<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #weight = 0;
  readonly #weigh: (value: Value) => number;

  constructor(weigh: (value: Value) => number = () => 1) {
    this.#weigh = weigh;
  }

  /** Weight that the young generation holds, as of when its entries came into it, and what `grew` added. */
  get weight(): number {
    return this.#weight;
  }

  /** Entries of the young generation. */
  get size(): number {
    return this.#young.size;
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  /** The same without counting as use. */
  peek(key: string): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: string, value: Value): void {
    this.#young.set(key, value);
    this.#weight += this.#weigh(value);
  }

  grew(weight: number): void {
    this.#weight += weight;
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  turn(): void {
    this.#old = this.#young;
    this.#young = new Map();
    this.#weight = 0;
  }
}
