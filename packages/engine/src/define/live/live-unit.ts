import type { Instant } from '../../model/time.ts';
import type { Slot } from './plan.ts';
import type { Tracker, UnitFacts } from './tracker.ts';

/** Finds a slot that is in use by its id. */
export type SlotOf = (id: number) => Slot | undefined;

/**
 * What is kept of one user or account: a tracker for each clause that something has come for. Of clauses that keep nothing but a
 * few instants these lie in one array of numbers, row after row: its slot's number, then as many places as it has. A million
 * units have tens of millions of such rows, and as objects of their own they would cost more than all else.
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
  #slots: number[] = NONE;
  #trackers: Tracker[] = NO_TRACKERS;
  #rows: number[] = NONE;

  constructor(key: string, index: number, knownSince: Instant) {
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
    shared.moveTo(this.#rows, row);
    return shared;
  }

  /** The tracker for a clause, which something is about to be fed to. To be used before another one is asked for. */
  trackerFor(slot: Slot): Tracker {
    const { shared } = slot;
    if (shared === undefined) return this.#ownTracker(slot);
    let row = this.#rowOf(slot.id);
    if (row < 0) {
      if (this.#rows === NONE) this.#rows = [];
      this.#rows.push(headOf(slot.id, shared.capacity));
      row = this.#rows.length;
      for (let i = 0; i < shared.capacity; i += 1) this.#rows.push(shared.absent);
    }
    shared.moveTo(this.#rows, row);
    return shared;
  }

  /** Takes over everything that came for another unit, which is part of this one from now on. */
  absorb(other: LiveUnit, slotOf: SlotOf): void {
    for (const [i, id] of other.#slots.entries()) {
      const slot = slotOf(id);
      if (slot) this.#ownTracker(slot).absorb(other.#trackers[i] as Tracker);
    }
    forEachRow(other.#rows, (id, from, places) => {
      const slot = slotOf(id);
      if (slot?.shared === undefined) return;
      this.trackerFor(slot);
      slot.shared.addFrom(other.#rows, from, places);
    });
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

  #forgetRows(before: Instant, slotOf: SlotOf): void {
    const rows = this.#rows;
    let isLess = false;
    const kept: number[] = [];
    forEachRow(rows, (id, from, places) => {
      const shared = slotOf(id)?.shared;
      shared?.moveTo(rows, from);
      if (shared === undefined || shared.forget(before)) isLess = true;
      else for (let i = from - 1; i < from + places; i += 1) kept.push(rows[i] as number);
    });
    if (isLess) this.#rows = kept.length === 0 ? NONE : kept;
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
    const rows = this.#rows;
    for (let at = 0; at < rows.length; ) {
      const head = rows[at] as number;
      if (idOf(head) === id) return at + 1;
      at += 1 + placesOf(head);
    }
    return -1;
  }
}

/** A slot may lay its instants among those of others when it has so many at most. */
export const MAX_PLACES = 15;
const NONE: number[] = [];
const NO_TRACKERS: Tracker[] = [];

function headOf(id: number, places: number): number {
  return id * 16 + places;
}

function idOf(head: number): number {
  return head >> 4;
}

function placesOf(head: number): number {
  return head & 15;
}

function forEachRow(rows: readonly number[], take: (id: number, from: number, places: number) => void): void {
  for (let at = 0; at < rows.length; ) {
    const head = rows[at] as number;
    take(idOf(head), at + 1, placesOf(head));
    at += 1 + placesOf(head);
  }
}
