import type { Instant } from '../../../model/time.ts';
import { blockSize, NumberPool, placeOf } from './number-pool.ts';
import type { Room, RoomHost } from './room.ts';

/** A block begins with three instants, how many rows it has and places are in use, and how many rows have an entry and places there are. */
const KNOWN_SINCE = 0;
const SETTLED = 1;
const DUE = 2;
const IN_USE = 3;
const CAPACITY = 4;
const ENTRIES = 5;
const FIRST_ENTRIES = 4;

/**
 * What is kept of any number of units, each told by its index: a few instants, and rows of numbers that are told apart by an id. All of
 * a unit's rows lie in one block, in the order of their entries and without gaps: an entry for each row, then the rows.
 */
export class UnitRows {
  readonly #pool = new NumberPool();
  /** The address of each unit's block. */
  #blocks = new Uint32Array(1_024);
  #seen = 0;
  /** How many units there are, and how many places their blocks have. */
  #units = 0;
  #inBlocks = 0;

  /**
   * Looks at where what is kept of some units begins, told by their indices (-1: of none), because it is about to be used: looks that do not need
   * one another are under way at the same time, where those of one unit after the other wait each for the one before. To look at the rest as well
   * made no difference.
   */
  lookAt(indices: Int32Array, count: number): void {
    let seen = 0;
    for (let i = 0; i < count; i += 1) {
      const index = indices[i] as number;
      if (index >= 0) seen ^= this.used(index);
    }
    this.#seen = seen;
  }

  /** What the looks of `lookAt` come to: nobody asks for it, but looks of no use would be left out. */
  get seen(): number {
    return this.#seen;
  }

  /** Begins with a unit that has no rows. */
  open(index: number, knownSince: Instant): void {
    if (index >= this.#blocks.length) {
      const wider = new Uint32Array(Math.max(index + 1, 2 * this.#blocks.length));
      wider.set(this.#blocks);
      this.#blocks = wider;
    }
    const places = blockSize(ENTRIES + FIRST_ENTRIES);
    const address = this.#pool.take(places);
    this.#blocks[index] = address;
    this.#units += 1;
    this.#inBlocks += places;
    const at = placeOf(address);
    const numbers = this.#pool.numbersAt(address);
    const integers = this.#pool.integersAt(address);
    numbers[at + KNOWN_SINCE] = knownSince;
    numbers[at + SETTLED] = knownSince;
    numbers[at + DUE] = Number.POSITIVE_INFINITY;
    write(integers, at + IN_USE, 0, ENTRIES + FIRST_ENTRIES);
    write(integers, at + CAPACITY, FIRST_ENTRIES, places);
  }

  /** How many places everything takes that is kept of a unit. */
  used(index: number): number {
    const address = this.#blocks[index] as number;
    return second(this.#pool.integersAt(address), placeOf(address) + IN_USE);
  }

  /** Writes everything that is kept of a unit to a place of an array, where there is room for it. */
  save(index: number, into: Float64Array, at: number): void {
    const address = this.#blocks[index] as number;
    copy(this.#pool.numbersAt(address), placeOf(address), into, at, this.used(index));
  }

  /**
   * Begins with a unit as it was saved, but with nothing due. `idOf` says by which id each row is known now; undefined: by none, and it is
   * left out.
   */
  restore(
    index: number,
    from: Float64Array,
    at: number,
    used: number,
    idOf: (id: number) => number | undefined,
  ): void {
    this.open(index, 0);
    this.#move(index, used);
    const address = this.#blocks[index] as number;
    const numbers = this.#pool.numbersAt(address);
    const integers = this.#pool.integersAt(address);
    const place = placeOf(address);
    const size = second(integers, place + CAPACITY);
    copy(from, at, numbers, place, used);
    write(integers, place + CAPACITY, first(integers, place + CAPACITY), size);
    numbers[place + DUE] = Number.POSITIVE_INFINITY;
    for (let row = first(integers, place + IN_USE) - 1; row >= 0; row -= 1) {
      const id = idOf(this.idAt(index, row));
      if (id === undefined) this.remove(index, row);
      else integers[2 * (place + ENTRIES + row)] = id;
    }
  }

  close(index: number): void {
    const address = this.#blocks[index] as number;
    const size = second(this.#pool.integersAt(address), placeOf(address) + CAPACITY);
    this.#pool.give(address, size);
    this.#units -= 1;
    this.#inBlocks -= size;
  }

  knownSince(index: number): Instant {
    return this.#instant(index, KNOWN_SINCE);
  }

  settled(index: number): Instant {
    return this.#instant(index, SETTLED);
  }

  due(index: number): Instant {
    return this.#instant(index, DUE);
  }

  setKnownSince(index: number, instant: Instant): void {
    this.#setInstant(index, KNOWN_SINCE, instant);
  }

  setSettled(index: number, instant: Instant): void {
    this.#setInstant(index, SETTLED, instant);
  }

  setDue(index: number, instant: Instant): void {
    this.#setInstant(index, DUE, instant);
  }

  /** How many rows a unit has. */
  count(index: number): number {
    const address = this.#blocks[index] as number;
    return first(this.#pool.integersAt(address), placeOf(address) + IN_USE);
  }

  /** Moves a room to the row of a unit that has an id. False: there is none. */
  moveToId(room: Room, index: number, id: number, host: RoomHost): boolean {
    const address = this.#blocks[index] as number;
    const integers = this.#pool.integersAt(address);
    const at = placeOf(address);
    const start = 2 * (at + ENTRIES);
    const end = start + 2 * first(integers, at + IN_USE);
    for (let entry = start; entry < end; entry += 2) {
      if (integers[entry] !== id) continue;
      const from = integers[entry + 1] as number;
      const to = entry + 2 < end ? (integers[entry + 3] as number) : second(integers, at + IN_USE);
      room.moveTo(this.#pool.numbersAt(address), at + from, to - from, host, (entry - start) / 2);
      return true;
    }
    return false;
  }

  /** Moves a room to a row. */
  moveTo(room: Room, index: number, row: number, host: RoomHost): void {
    const numbers = this.#pool.numbersAt(this.#blocks[index] as number);
    room.moveTo(numbers, this.#from(index, row), this.#places(index, row), host, row);
  }

  idAt(index: number, row: number): number {
    const address = this.#blocks[index] as number;
    return first(this.#pool.integersAt(address), placeOf(address) + ENTRIES + row);
  }

  /** Where in its array a row begins. */
  #from(index: number, row: number): number {
    const address = this.#blocks[index] as number;
    const at = placeOf(address);
    return at + second(this.#pool.integersAt(address), at + ENTRIES + row);
  }

  /** How many places a row has. */
  #places(index: number, row: number): number {
    const address = this.#blocks[index] as number;
    const integers = this.#pool.integersAt(address);
    const at = placeOf(address);
    const isLast = row + 1 === first(integers, at + IN_USE);
    const end = isLast ? second(integers, at + IN_USE) : second(integers, at + ENTRIES + row + 1);
    return end - second(integers, at + ENTRIES + row);
  }

  /** Moves a room to a row more, which has an id and as many places as the room asks for at first, and clears it. */
  add(room: Room, index: number, id: number, host: RoomHost): void {
    const places = room.firstPlaces;
    let address = this.#blocks[index] as number;
    let integers = this.#pool.integersAt(address);
    let at = placeOf(address);
    const row = first(integers, at + IN_USE);
    const entries = first(integers, at + CAPACITY);
    const more = row === entries ? places + entries : places;
    if (second(integers, at + IN_USE) + more > second(integers, at + CAPACITY)) {
      this.#grow(index, second(integers, at + IN_USE) + more);
      address = this.#blocks[index] as number;
      integers = this.#pool.integersAt(address);
      at = placeOf(address);
    }
    if (row === entries) this.#addEntries(index, entries);
    const used = second(integers, at + IN_USE);
    write(integers, at + ENTRIES + row, id, used);
    write(integers, at + IN_USE, row + 1, used + places);
    room.moveTo(this.#pool.numbersAt(address), at + used, places, host, row);
    room.clear();
  }

  /** Makes a row longer: its new places come after the old ones, and hold anything. */
  lengthen(index: number, row: number, places: number): void {
    const more = places - this.#places(index, row);
    this.#makeRoom(index, more);
    const end = this.#from(index, row) + this.#places(index, row);
    this.#shift(index, row + 1, end, more);
  }

  /** Takes a row away; those after it move up. */
  remove(index: number, row: number): void {
    const places = this.#places(index, row);
    this.#shift(index, row + 1, this.#from(index, row) + places, -places);
    const address = this.#blocks[index] as number;
    const integers = this.#pool.integersAt(address);
    const at = placeOf(address);
    const [rows, used] = [first(integers, at + IN_USE), second(integers, at + IN_USE)];
    const entries = 2 * (at + ENTRIES);
    integers.copyWithin(entries + 2 * row, entries + 2 * (row + 1), entries + 2 * rows);
    write(integers, at + IN_USE, rows - 1, used);
  }

  /** Moves a unit to a smaller block when most of its own is empty. */
  shrink(index: number): void {
    const address = this.#blocks[index] as number;
    const integers = this.#pool.integersAt(address);
    const used = second(integers, placeOf(address) + IN_USE);
    if (used * 4 < second(integers, placeOf(address) + CAPACITY)) this.#move(index, used);
  }

  #instant(index: number, which: number): Instant {
    const address = this.#blocks[index] as number;
    return this.#pool.numbersAt(address)[placeOf(address) + which] as Instant;
  }

  #setInstant(index: number, which: number, instant: Instant): void {
    const address = this.#blocks[index] as number;
    this.#pool.numbersAt(address)[placeOf(address) + which] = instant;
  }

  /** Twice as many entries; there is room for them. */
  #addEntries(index: number, entries: number): void {
    const address = this.#blocks[index] as number;
    const at = placeOf(address);
    this.#shift(index, 0, at + ENTRIES + entries, entries);
    const integers = this.#pool.integersAt(address);
    write(integers, at + CAPACITY, 2 * entries, second(integers, at + CAPACITY));
  }

  /** Moves the rows from one on, which begin at a place of the array, by so many places. */
  #shift(index: number, row: number, from: number, by: number): void {
    const address = this.#blocks[index] as number;
    const numbers = this.#pool.numbersAt(address);
    const integers = this.#pool.integersAt(address);
    const at = placeOf(address);
    const rows = first(integers, at + IN_USE);
    const used = second(integers, at + IN_USE);
    if (by > 0 && at + used - from <= FEW)
      for (let place = at + used - 1; place >= from; place -= 1)
        numbers[place + by] = numbers[place] as number;
    else numbers.copyWithin(from + by, from, at + used);
    for (let entry = 2 * (at + ENTRIES + row) + 1; entry < 2 * (at + ENTRIES + rows); entry += 2)
      integers[entry] = (integers[entry] as number) + by;
    write(integers, at + IN_USE, rows, used + by);
  }

  #makeRoom(index: number, more: number): void {
    const address = this.#blocks[index] as number;
    const integers = this.#pool.integersAt(address);
    const needed = second(integers, placeOf(address) + IN_USE) + more;
    if (needed > second(integers, placeOf(address) + CAPACITY)) this.#grow(index, needed);
  }

  /** Moves a unit to a larger block: half as large again, and as large as units have on average, because it will need more. */
  #grow(index: number, needed: number): void {
    this.#move(index, Math.max(needed + (needed >> 1), Math.floor(this.#inBlocks / this.#units)));
  }

  #move(index: number, places: number): void {
    const before = this.#blocks[index] as number;
    const after = this.#pool.take(places);
    const from = placeOf(before);
    const to = placeOf(after);
    const source = this.#pool.integersAt(before);
    const target = this.#pool.integersAt(after);
    const used = second(source, from + IN_USE);
    copy(this.#pool.numbersAt(before), from, this.#pool.numbersAt(after), to, used);
    const size = second(source, from + CAPACITY);
    write(target, to + CAPACITY, first(source, from + CAPACITY), blockSize(places));
    this.#inBlocks += blockSize(places) - size;
    this.#blocks[index] = after;
    this.#pool.give(before, size);
  }
}

/** Below this a loop is quicker than what finds out how to copy. */
const FEW = 256;

/** Pairs of integers pass as numbers unharmed: the second of each is too small to make one that is not a number. */
function copy(source: Float64Array, from: number, target: Float64Array, to: number, places: number): void {
  if (places > FEW) target.set(source.subarray(from, from + places), to);
  else for (let i = 0; i < places; i += 1) target[to + i] = source[from + i] as number;
}

/** The first of the two integers in a place. */
function first(integers: Int32Array, place: number): number {
  return integers[2 * place] as number;
}

function second(integers: Int32Array, place: number): number {
  return integers[2 * place + 1] as number;
}

function write(integers: Int32Array, place: number, one: number, other: number): void {
  integers[2 * place] = one;
  integers[2 * place + 1] = other;
}
