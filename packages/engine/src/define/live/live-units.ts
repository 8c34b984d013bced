import type { Instant } from '../../model/time.ts';
import { type AskedUnit, LiveUnit } from './live-unit.ts';
import { OwnTrackers } from './own-trackers.ts';
import type { Slot } from './plan.ts';
import { KeyTable } from './state/key-table.ts';
import type { Room, RoomHost } from './state/room.ts';
import { UnitRows } from './state/unit-rows.ts';
import type { Tracker } from './tracker.ts';

/** The units known to the live reading, by key and by the index that member sets use. */
export class LiveUnits implements RoomHost {
  readonly rows = new UnitRows();
  readonly #keys = new KeyTable();
  readonly #own: (OwnTrackers | undefined)[] = [];
  readonly #free: number[] = [];
  /** By index: there is such a unit. */
  #isThere = new Uint8Array(1_024);
  #end = 0;
  /** Whose row was moved to last, so that it can be made longer. */
  #hosted = 0;

  get size(): number {
    return this.#keys.size;
  }

  /** One past the highest index that was ever in use. */
  get end(): number {
    return this.#end;
  }

  get(key: string): LiveUnit | undefined {
    const index = this.#keys.find(key);
    return index < 0 ? undefined : new LiveUnit(this, index, key);
  }

  /** Finds many units, the first `count` keys of a list: the index of each, -1 of one that is not there. What is kept of them is at hand then. */
  findAll(keys: readonly string[], count: number, found: Int32Array): void {
    this.#keys.findAll(keys, count, found);
    this.rows.lookAt(found, count);
  }

  /** A unit that is there, by its index and its key. */
  found(index: number, key: string): LiveUnit {
    return new LiveUnit(this, index, key);
  }

  at(index: number): LiveUnit | undefined {
    return this.#isThere[index] === 1 ? new LiveUnit(this, index) : undefined;
  }

  keyOf(index: number): string {
    return this.#keys.keyOf(index);
  }

  add(key: string, knownSince: Instant): LiveUnit {
    const index = this.#admit(key);
    this.rows.open(index, knownSince);
    return new LiveUnit(this, index, key);
  }

  /** Adds a unit as it was saved: see UnitRows. */
  restore(
    key: string,
    from: Float64Array,
    at: number,
    used: number,
    idOf: (id: number) => number | undefined,
  ): void {
    this.rows.restore(this.#admit(key), from, at, used, idOf);
  }

  #admit(key: string): number {
    const index = this.#free.pop() ?? this.#end;
    if (index >= this.#isThere.length) {
      const wider = new Uint8Array(2 * this.#isThere.length);
      wider.set(this.#isThere);
      this.#isThere = wider;
    }
    this.#end = Math.max(this.#end, index + 1);
    this.#isThere[index] = 1;
    this.#keys.add(key, index);
    return index;
  }

  /** Takes from a unit all that came for it. */
  renew({ index, knownSince }: LiveUnit): void {
    this.#close(index);
    this.rows.open(index, knownSince);
  }

  /** The index may be another unit's from now on: it must be in no member set. */
  remove({ index }: LiveUnit): void {
    this.#close(index);
    this.#keys.remove(index);
    this.#isThere[index] = 0;
    this.#free.push(index);
  }

  /** The trackers of a unit that are objects of their own. */
  own(index: number): OwnTrackers | undefined {
    return this.#own[index];
  }

  ownFor(index: number): OwnTrackers {
    let own = this.#own[index];
    if (own === undefined) {
      own = new OwnTrackers();
      // Filled up, because an array with gaps that grows from its end becomes a slow one.
      while (this.#own.length < index) this.#own.push(undefined);
      this.#own[index] = own;
    }
    return own;
  }

  dropOwn(index: number): void {
    this.#own[index] = undefined;
  }

  /** Lets a room read and write a unit's row of an id. False: there is none. Only the room moved last may become longer. */
  moveToId(room: Room, index: number, id: number): boolean {
    this.#hosted = index;
    return this.rows.moveToId(room, index, id, this);
  }

  moveTo(room: Room, index: number, row: number): void {
    this.#hosted = index;
    this.rows.moveTo(room, index, row, this);
  }

  /** The same with a new row of the id. */
  moveToNew(room: Room, index: number, id: number): void {
    this.#hosted = index;
    this.rows.add(room, index, id, this);
  }

  lengthen(room: Room, row: number, places: number): void {
    const index = this.#hosted;
    this.rows.lengthen(index, row, places);
    this.rows.moveTo(room, index, row, this);
  }

  #close(index: number): void {
    this.rows.close(index);
    if (this.#own[index] !== undefined) this.#own[index] = undefined;
  }
}

/** A unit that is not kept: for what is told of one that is there no more. */
export function strayUnit(key: string, knownSince: Instant): AskedUnit {
  return {
    key,
    index: Number.MAX_SAFE_INTEGER,
    knownSince,
    settled: knownSince,
    trackerOf: (slot: Slot): Tracker => slot.empty,
  };
}
