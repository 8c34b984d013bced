import { MarkTable, slotsFor } from './mark-table.ts';

const SMALLEST_SLOTS = 2 ** 14;

/**
 * Which keys a look-up table may have rows of, so that most look-ups of new users need no query. Only ever grows; "no" is
 * certain. Past `maxKeys` it forgets everything and answers "maybe" for all.
 */
export class KeyFilter {
  readonly #maxKeys: number;
  readonly #words = new Uint32Array(2);
  readonly #key = new BigUint64Array(this.#words.buffer);
  #tables: MarkTable[] = [];
  #keys = 0;

  constructor(maxKeys: number, expectedKeys = 0) {
    this.#maxKeys = maxKeys;
    this.#keys = expectedKeys > maxKeys ? Number.POSITIVE_INFINITY : 0;
    if (this.#keys === 0) this.#tables.push(new MarkTable(slotsFor(expectedKeys, SMALLEST_SLOTS)));
  }

  mayHave(key: string): boolean {
    this.#key[0] = BigInt(key);
    return this.mayHaveWords(this.#words[0] ?? 0, this.#words[1] ?? 0);
  }

  add(key: string): void {
    this.#key[0] = BigInt(key);
    this.addWords(this.#words[0] ?? 0, this.#words[1] ?? 0);
  }

  mayHaveWords(low: number, high: number): boolean {
    return this.#keys > this.#maxKeys || this.#tables.some((table) => table.has(low, high));
  }

  addWords(low: number, high: number): void {
    if (this.mayHaveWords(low, high)) return;
    let newest = this.#tables.at(-1);
    if (newest === undefined || newest.full) {
      newest = new MarkTable(newest === undefined ? SMALLEST_SLOTS : newest.slots * 2);
      this.#tables.push(newest);
    }
    newest.add(low, high);
    this.#keys += 1;
    if (this.#keys > this.#maxKeys) this.#tables = [];
  }
}
