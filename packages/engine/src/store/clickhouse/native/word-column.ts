import { Bytes } from './bytes.ts';
import type { Column } from './column.ts';

const VERSION = 1;
/** V8 keeps so few beside the object itself, without bytes elsewhere that would have to be freed: most blocks are small. */
const FIRST_ROWS = 16;
/** The keys follow, and are all that there are. */
const OWN_KEYS = 0x600;

/** LowCardinality(String): every word once, and for each row which one. */
export class WordColumn implements Column<string> {
  readonly type = 'LowCardinality(String)';
  /** The empty word is always the first. */
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #words = new Bytes();
  #rows = new Uint32Array(FIRST_ROWS);
  #count = 0;
  #last = '';
  #lastNumber = 0;

  constructor() {
    this.#words.text('');
  }

  get size(): number {
    return this.#words.length + this.#count;
  }

  add(word: string): void {
    if (word !== this.#last) {
      this.#lastNumber = this.#numberOf(word);
      this.#last = word;
    }
    if (this.#count === this.#rows.length) {
      const grown = new Uint32Array(this.#count * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    this.#rows[this.#count] = this.#lastNumber;
    this.#count += 1;
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(word, number);
    this.#words.text(word);
    return number;
  }

  writePrefix(into: Bytes): void {
    into.integer(VERSION);
  }

  writeValues(into: Bytes): void {
    if (this.#count === 0) return;
    const words = this.#numbers.size;
    const width = words <= 256 ? 0 : words <= 65_536 ? 1 : 2;
    into.integer(OWN_KEYS + width);
    into.integer(words);
    into.append(this.#words);
    into.integer(this.#count);
    into.reserve(this.#count * 4);
    for (let row = 0; row < this.#count; row += 1) {
      const number = this.#rows[row] as number;
      if (width === 0) into.byte(number);
      else if (width === 1) into.uint16(number);
      else into.uint32(number);
    }
  }
}
