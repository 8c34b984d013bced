/** Counts of a changing crowd, and the one at a percentile by the nearest rank: what typicalOf says, found step by step. */
export class RankedCounts {
  readonly #percentile: number;
  /** How many have each count. */
  readonly #having: number[] = [];
  #total = 0;
  /** The count that was at the percentile last, and how many have less. */
  #at = 0;
  #below = 0;

  constructor(percentile: number) {
    this.#percentile = percentile;
  }

  /** `by`: 1 for one more of this count, -1 for one less. */
  change(count: number, by: 1 | -1): void {
    while (this.#having.length <= count) this.#having.push(0);
    this.#having[count] = (this.#having[count] ?? 0) + by;
    this.#total += by;
    if (count < this.#at) this.#below += by;
  }

  /** Undefined: there is nobody. */
  value(): number | undefined {
    if (this.#total === 0) return undefined;
    const rank = Math.floor((this.#percentile * this.#total + 99) / 100);
    while (this.#below >= rank) {
      this.#at -= 1;
      this.#below -= this.#having[this.#at] ?? 0;
    }
    for (
      let here = this.#having[this.#at] ?? 0;
      this.#below + here < rank;
      here = this.#having[this.#at] ?? 0
    ) {
      this.#below += here;
      this.#at += 1;
    }
    return this.#at;
  }
}
