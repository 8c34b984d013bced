import type { Instant } from '../../model/time.ts';
import type { Slot } from './plan.ts';
import type { NumberBlock, NumberPool } from './state/number-pool.ts';
import type { Tracker, UnitFacts } from './tracker.ts';

/** Finds a slot that is in use by its id. */
export type SlotOf = (id: number) => Slot | undefined;

/**
 * What is kept of one user or account: a tracker for each clause that something has come for. Of clauses that keep nothing but a
 * few instants these lie in a block of numbers, row after row: its slot's number, then as many places as it has.
 */
export class LiveUnit implements UnitFacts {
  readonly key: string;
  /** Its place in every member set. */
  readonly index: number;
  knownSince: Instant;
  /** The instant up to which its memberships are known. No row fed is later. */
  settled: Instant;
  /** When something may change by itself; Infinity: never. */
  due: Instant = Number.POSITIVE_INFINITY;
  /** It has become part of another, or is not there any more. */
  isGone = false;
  readonly #pool: NumberPool;
  #slots: number[] = NONE;
  #trackers: Tracker[] = NO_TRACKERS;
  #rows: NumberBlock = NO_BLOCK;
  /** Places of the block that hold rows. */
  #used = 0;

  /** `pool`: where its numbers lie; to be shared by all units that are kept together. */
  constructor(key: string, index: number, knownSince: Instant, pool: NumberPool) {
    this.#pool = pool;
    this.key = key;
    this.index = index;
    this.knownSince = knownSince;
    this.settled = knownSince;
  }

  /** The tracker for a clause, or the empty one of its slot. To be used before another one is asked for. */
  trackerOf(slot: Slot): Tracker {
    const { shared } = slot;
    if (shared === undefined) {
      const at = this.#slots.indexOf(slot.id);
      return at < 0 ? slot.empty : (this.#trackers[at] as Tracker);
    }
    const row = this.#rowOf(slot.id);
    if (row < 0) return slot.empty;
    shared.moveTo(this.#rows.slab, row);
    return shared;
  }

  /** The tracker for a clause, which something is about to be fed to. To be used before another one is asked for. */
  trackerFor(slot: Slot): Tracker {
    const { shared } = slot;
    if (shared === undefined) return this.#ownTracker(slot);
    let row = this.#rowOf(slot.id);
    if (row < 0) row = this.#addRow(slot.id, shared.capacity, shared.absent);
    shared.moveTo(this.#rows.slab, row);
    return shared;
  }

  /** Takes over everything that came for another unit, which is part of this one from now on. */
  absorb(other: LiveUnit, slotOf: SlotOf): void {
    for (const [i, id] of other.#slots.entries()) {
      const slot = slotOf(id);
      if (slot) this.#ownTracker(slot).absorb(other.#trackers[i] as Tracker);
    }
    const { slab } = other.#rows;
    other.#forEachRow((id, from, places) => {
      const slot = slotOf(id);
      if (slot?.shared === undefined) return;
      this.trackerFor(slot);
      slot.shared.addFrom(slab, from, places);
    });
    other.release();
    this.knownSince = Math.min(this.knownSince, other.knownSince);
    this.settled = Math.max(this.settled, other.settled);
  }

  /** Lets go of what cannot matter at or after an instant, and of the trackers of slots that are no more. */
  forget(before: Instant, slotOf: SlotOf): void {
    let kept = 0;
    for (const [i, id] of this.#slots.entries()) {
      const tracker = this.#trackers[i] as Tracker;
      if (slotOf(id) === undefined || tracker.forget(before)) continue;
      this.#slots[kept] = id;
      this.#trackers[kept] = tracker;
      kept += 1;
    }
    if (this.#slots !== NONE) this.#slots.length = kept;
    if (this.#trackers !== NO_TRACKERS) this.#trackers.length = kept;
    this.#forgetRows(before, slotOf);
  }

  /** Gives back the room that its numbers took. It is not to be asked any more. */
  release(): void {
    if (this.#rows !== NO_BLOCK) this.#pool.give(this.#rows);
    this.#rows = NO_BLOCK;
    this.#used = 0;
  }

  #forgetRows(before: Instant, slotOf: SlotOf): void {
    const { slab, from: start } = this.#rows;
    let end = start;
    this.#forEachRow((id, from, places) => {
      const shared = slotOf(id)?.shared;
      shared?.moveTo(slab, from);
      if (shared === undefined || shared.forget(before)) return;
      slab.copyWithin(end, from - 1, from + places);
      end += 1 + places;
    });
    this.#used = end - start;
    if (this.#used === 0) this.release();
    else if (this.#used * 4 < this.#rows.size) this.#moveRows(this.#used);
  }

  #ownTracker(slot: Slot): Tracker {
    const at = this.#slots.indexOf(slot.id);
    if (at >= 0) return this.#trackers[at] as Tracker;
    const tracker = slot.track();
    if (this.#slots === NONE) this.#slots = [];
    if (this.#trackers === NO_TRACKERS) this.#trackers = [];
    this.#slots.push(slot.id);
    this.#trackers.push(tracker);
    return tracker;
  }

  /** Where the places of a slot begin; -1: it has none. */
  #rowOf(id: number): number {
    const { slab, from } = this.#rows;
    const end = from + this.#used;
    for (let at = from; at < end; ) {
      const head = slab[at] as number;
      if (idOf(head) === id) return at + 1;
      at += 1 + placesOf(head);
    }
    return -1;
  }

  #addRow(id: number, places: number, absent: Instant): number {
    const used = this.#used + 1 + places;
    if (used > this.#rows.size) this.#moveRows(used);
    const { slab, from } = this.#rows;
    const row = from + this.#used + 1;
    slab[row - 1] = headOf(id, places);
    slab.fill(absent, row, row + places);
    this.#used = used;
    return row;
  }

  #moveRows(places: number): void {
    const before = this.#rows;
    const after = this.#pool.take(places);
    for (let i = 0; i < this.#used; i += 1)
      after.slab[after.from + i] = before.slab[before.from + i] as number;
    if (before !== NO_BLOCK) this.#pool.give(before);
    this.#rows = after;
  }

  #forEachRow(take: (id: number, from: number, places: number) => void): void {
    const { slab, from } = this.#rows;
    const end = from + this.#used;
    for (let at = from; at < end; ) {
      const head = slab[at] as number;
      const places = placesOf(head);
      take(idOf(head), at + 1, places);
      at += 1 + places;
    }
  }
}

/** A slot may lay its instants among those of others when it has so many at most. */
export const MAX_PLACES = 15;
const NONE: number[] = [];
const NO_TRACKERS: Tracker[] = [];
const NO_BLOCK: NumberBlock = { slab: new Float64Array(0), from: 0, size: 0 };

function headOf(id: number, places: number): number {
  return id * 16 + places;
}

function idOf(head: number): number {
  return head >> 4;
}

function placesOf(head: number): number {
  return head & 15;
}
