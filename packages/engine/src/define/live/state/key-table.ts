import { assert } from '../../../util/assert.ts';

const FIRST_CAPACITY = 1_024;
const WORD = 4_294_967_296;

/** 64-bit keys by a number each has, both ways: open addressing over typed arrays, 16 to 32 bytes a key. */
export class KeyTable {
  /** By number: the low and the high half. */
  #keys = new Uint32Array(FIRST_CAPACITY);
  /** For each place the number that lies there, counted from 1; 0: none. */
  #places = new Int32Array(FIRST_CAPACITY);
  /** For each place the low half of its key, so that others are passed over without looking them up. */
  #lows = new Uint32Array(FIRST_CAPACITY);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a key (decimal uint64); -1: it has none. */
  find(key: string): number {
    readKey(key);
    return (this.#places[this.#placeFor(low, high)] as number) - 1;
  }

  /** Gives a number, that no other key has, to a key that has none. */
  add(key: string, number: number): void {
    if ((this.#size + 1) * 2 > this.#places.length) this.#grow();
    readKey(key);
    if (number * 2 + 1 >= this.#keys.length) {
      const keys = new Uint32Array(Math.max(2 * this.#keys.length, number * 2 + 2));
      keys.set(this.#keys);
      this.#keys = keys;
    }
    this.#keys[number * 2] = low;
    this.#keys[number * 2 + 1] = high;
    this.#put(number);
    this.#size += 1;
  }

  keyOf(number: number): string {
    const low = this.#keys[number * 2] as number;
    const high = this.#keys[number * 2 + 1] as number;
    return high < 2_097_152 ? String(high * WORD + low) : ((BigInt(high) << 32n) | BigInt(low)).toString();
  }

  /** Takes a number's key away. What lies behind it moves up, so that no search ends too early. */
  remove(number: number): void {
    const mask = this.#places.length - 1;
    let gap = this.#placeFor(this.#keys[number * 2] as number, this.#keys[number * 2 + 1] as number);
    for (let at = (gap + 1) & mask; this.#places[at] !== 0; at = (at + 1) & mask) {
      const other = (this.#places[at] as number) - 1;
      const home = hashOf(this.#keys[other * 2] as number, this.#keys[other * 2 + 1] as number) & mask;
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      this.#places[gap] = other + 1;
      this.#lows[gap] = this.#lows[at] as number;
      gap = at;
    }
    this.#places[gap] = 0;
    this.#size -= 1;
  }

  /** Where a key lies, or the empty place where it would. */
  #placeFor(low: number, high: number): number {
    const mask = this.#places.length - 1;
    let at = hashOf(low, high) & mask;
    for (;;) {
      const number = (this.#places[at] as number) - 1;
      if (number < 0) return at;
      if (this.#lows[at] === low && this.#keys[number * 2 + 1] === high) return at;
      at = (at + 1) & mask;
    }
  }

  #put(number: number): void {
    const low = this.#keys[number * 2] as number;
    const at = this.#placeFor(low, this.#keys[number * 2 + 1] as number);
    this.#places[at] = number + 1;
    this.#lows[at] = low;
  }

  #grow(): void {
    const before = this.#places;
    this.#places = new Int32Array(before.length * 2);
    this.#lows = new Uint32Array(before.length * 2);
    for (const number of before) if (number !== 0) this.#put(number - 1);
  }
}

/** What `readKey` has read: two halves are not worth an object for each look. */
let low = 0;
let high = 0;

const ZERO = 48;
const LOW_DIGITS = 9;
const BILLION = 1_000_000_000;

/** Reads a decimal uint64: the last nine digits, and those before, put together in halves of 16 bits so that nothing is rounded. */
function readKey(key: string): void {
  const split = Math.max(0, key.length - LOW_DIGITS);
  let head = 0;
  let tail = 0;
  for (let i = 0; i < split; i += 1) head = head * 10 + digitAt(key, i);
  for (let i = split; i < key.length; i += 1) tail = tail * 10 + digitAt(key, i);
  const upper = Math.floor(head / 65_536) * BILLION;
  const lower = (head % 65_536) * BILLION + tail + (upper % 65_536) * 65_536;
  low = lower % WORD;
  high = Math.floor(upper / 65_536) + Math.floor(lower / WORD);
}

function digitAt(key: string, i: number): number {
  const digit = key.charCodeAt(i) - ZERO;
  assert(digit >= 0 && digit <= 9, `a key is a number, not "${key}"`);
  return digit;
}

/** Keys are hashes themselves, but small numbers spread as well. */
function hashOf(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
