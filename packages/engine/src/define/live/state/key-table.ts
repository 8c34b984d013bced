const FIRST_CAPACITY = 1_024;
const WORD = 4_294_967_296;
/** Integers of a place: the number that lies there counted from 1 (0: none), and the halves of its key. */
const PLACE = 3;

/** 64-bit keys by a number each has, both ways: open addressing over typed arrays, 24 to 40 bytes a key. A search looks at one place of memory. */
export class KeyTable {
  /** By number: the low and the high half. */
  #keys = new Uint32Array(FIRST_CAPACITY);
  #places = new Uint32Array(PLACE * FIRST_CAPACITY);
  #mask = FIRST_CAPACITY - 1;
  #halves = new Uint32Array(0);
  #seen = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a key (decimal uint64); -1: it has none. */
  find(key: string): number {
    readKey(key);
    return (this.#places[this.#placeFor(low, high)] as number) - 1;
  }

  /**
   * Finds the numbers of the first `count` keys of a list. Looks at the place of each before it searches for any: looks that do not need one another are
   * under way at the same time.
   */
  findAll(keys: readonly string[], count: number, found: Int32Array): void {
    if (this.#halves.length < 2 * count) this.#halves = new Uint32Array(2 * count);
    const halves = this.#halves;
    let seen = 0;
    for (let i = 0; i < count; i += 1) {
      readKey(keys[i] as string);
      halves[2 * i] = low;
      halves[2 * i + 1] = high;
      seen ^= this.#places[PLACE * (hashOf(low, high) & this.#mask)] as number;
    }
    this.#seen = seen;
    for (let i = 0; i < count; i += 1) {
      const place = this.#placeFor(halves[2 * i] as number, halves[2 * i + 1] as number);
      found[i] = (this.#places[place] as number) - 1;
    }
  }

  /** What the looks of `findAll` come to: nobody asks for it, but looks of no use would be left out. */
  get seen(): number {
    return this.#seen;
  }

  /** Gives a number, that no other key has, to a key that has none. */
  add(key: string, number: number): void {
    if ((this.#size + 1) * 4 > (this.#mask + 1) * 3) this.#grow();
    readKey(key);
    if (number * 2 + 1 >= this.#keys.length) {
      const keys = new Uint32Array(Math.max(2 * this.#keys.length, number * 2 + 2));
      keys.set(this.#keys);
      this.#keys = keys;
    }
    this.#keys[number * 2] = low;
    this.#keys[number * 2 + 1] = high;
    this.#put(number + 1, low, high);
    this.#size += 1;
  }

  keyOf(number: number): string {
    const low = this.#keys[number * 2] as number;
    const high = this.#keys[number * 2 + 1] as number;
    return high < 2_097_152 ? String(high * WORD + low) : ((BigInt(high) << 32n) | BigInt(low)).toString();
  }

  /** Takes a number's key away. What lies behind it moves up, so that no search ends too early. */
  remove(number: number): void {
    const places = this.#places;
    const mask = this.#mask;
    let gap = this.#placeFor(this.#keys[number * 2] as number, this.#keys[number * 2 + 1] as number) / PLACE;
    for (let at = (gap + 1) & mask; places[PLACE * at] !== 0; at = (at + 1) & mask) {
      const home = hashOf(places[PLACE * at + 1] as number, places[PLACE * at + 2] as number) & mask;
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      places.copyWithin(PLACE * gap, PLACE * at, PLACE * (at + 1));
      gap = at;
    }
    places[PLACE * gap] = 0;
    this.#size -= 1;
  }

  /** Where a key's place begins, or that of the empty place where it would lie. */
  #placeFor(low: number, high: number): number {
    const places = this.#places;
    for (let at = hashOf(low, high) & this.#mask; ; at = (at + 1) & this.#mask) {
      const place = PLACE * at;
      if (places[place] === 0 || (places[place + 1] === low && places[place + 2] === high)) return place;
    }
  }

  #put(counted: number, low: number, high: number): void {
    const place = this.#placeFor(low, high);
    this.#places[place] = counted;
    this.#places[place + 1] = low;
    this.#places[place + 2] = high;
  }

  #grow(): void {
    const before = this.#places;
    this.#places = new Uint32Array(2 * before.length);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < before.length; at += PLACE) {
      const counted = before[at] as number;
      if (counted !== 0) this.#put(counted, before[at + 1] as number, before[at + 2] as number);
    }
  }
}

/** What `readKey` has read: two halves are not worth an object for each look. */
let low = 0;
let high = 0;

const ZERO = 48;
const LOW_DIGITS = 9;
const BILLION = 1_000_000_000;

/**
 * Reads a decimal uint64 from the digits before the last nine and those. The low half comes out of arithmetic modulo 2^32; the whole, as far as a
 * float knows it, is then off by less than half of 2^32, so that rounding gives the high one.
 */
function readKey(key: string): void {
  const { length } = key;
  const split = length > LOW_DIGITS ? length - LOW_DIGITS : 0;
  let head = 0;
  let tail = 0;
  for (let i = 0; i < split; i += 1) head = head * 10 + digitAt(key, i);
  for (let i = split; i < length; i += 1) tail = (tail * 10 + digitAt(key, i)) | 0;
  low = (Math.imul(head, BILLION) + tail) >>> 0;
  high = Math.round((head * BILLION + tail - low) / WORD);
}

function digitAt(key: string, i: number): number {
  const digit = key.charCodeAt(i) - ZERO;
  // Not an `assert`: its words would be put together for every digit.
  if (digit < 0 || digit > 9) throw new Error(`a key is a number, not "${key}"`);
  return digit;
}

/** Keys are hashes themselves, but small numbers spread as well. */
function hashOf(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
