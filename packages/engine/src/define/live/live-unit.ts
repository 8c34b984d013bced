import type { Instant } from '../../model/time.ts';
import type { LiveUnits } from './live-units.ts';
import type { OwnTrackers } from './own-trackers.ts';
import type { Slot } from './plan.ts';
import type { Tracker, UnitFacts } from './tracker.ts';

/** Finds a slot that is in use by its id. */
export type SlotOf = (id: number) => Slot | undefined;

/** What a condition is asked about. */
export interface AskedUnit extends UnitFacts {
  readonly key: string;
  /** Its place in every member set. */
  readonly index: number;
  readonly settled: Instant;
  trackerOf(slot: Slot): Tracker;
}

/**
 * One user or account among those that are kept together: a tracker for each clause that something has come for. All that is kept of it lies
 * in columns and rows of numbers, or with its trackers, so that this is but a way to look at it: any number of these may look at one unit.
 */
export class LiveUnit implements AskedUnit {
  readonly index: number;
  readonly #units: LiveUnits;
  #key: string | undefined;

  /** `key`: where it is at hand. */
  constructor(units: LiveUnits, index: number, key?: string) {
    this.#units = units;
    this.index = index;
    this.#key = key;
  }

  /** Decimal uint64. */
  get key(): string {
    this.#key ??= this.#units.keyOf(this.index);
    return this.#key;
  }

  get knownSince(): Instant {
    return this.#units.rows.knownSince(this.index);
  }

  set knownSince(instant: Instant) {
    this.#units.rows.setKnownSince(this.index, instant);
  }

  /** The instant up to which its memberships are known. No row fed is later. */
  get settled(): Instant {
    return this.#units.rows.settled(this.index);
  }

  set settled(instant: Instant) {
    this.#units.rows.setSettled(this.index, instant);
  }

  /** When something may change by itself; Infinity: never. */
  get due(): Instant {
    return this.#units.rows.due(this.index);
  }

  set due(instant: Instant) {
    this.#units.rows.setDue(this.index, instant);
  }

  /** The tracker for a clause, or the empty one of its slot. To be used before another one is asked for. */
  trackerOf(slot: Slot): Tracker {
    const { packed } = slot;
    if (packed === undefined) return this.#units.own(this.index)?.find(slot.id) ?? slot.empty;
    return this.#units.moveToId(packed.tracker, this.index, slot.id) ? packed.tracker : slot.empty;
  }

  /** The tracker for a clause, which something is about to be fed to. To be used before another one is asked for. */
  trackerFor(slot: Slot): Tracker {
    const { packed } = slot;
    if (packed === undefined) return this.#units.ownFor(this.index).findOrAdd(slot);
    const { tracker } = packed;
    if (!this.#units.moveToId(tracker, this.index, slot.id))
      this.#units.moveToNew(tracker, this.index, slot.id);
    return tracker;
  }

  /** Hands out the ids of the slots that something has come for. */
  eachFed(take: (id: number) => void): void {
    const { rows } = this.#units;
    const count = rows.count(this.index);
    for (let row = 0; row < count; row += 1) take(rows.idAt(this.index, row));
    for (const { id } of this.#units.own(this.index)?.all ?? NONE) take(id);
  }

  /** Takes over everything that came for another unit, which is part of this one from now on. */
  absorb(other: LiveUnit, slotOf: SlotOf): void {
    for (const { id, tracker } of this.#units.own(other.index)?.all ?? []) {
      const slot = slotOf(id);
      if (slot) this.trackerFor(slot).absorb(tracker);
    }
    const { rows } = this.#units;
    const count = rows.count(other.index);
    for (let row = 0; row < count; row += 1) {
      const slot = slotOf(rows.idAt(other.index, row));
      if (slot?.packed === undefined) continue;
      this.#units.moveTo(slot.packed.other, other.index, row);
      this.trackerFor(slot).absorb(slot.packed.other);
    }
    this.knownSince = Math.min(this.knownSince, other.knownSince);
    this.settled = Math.max(this.settled, other.settled);
  }

  /** Lets go of what cannot matter at or after an instant, and of the trackers of slots that are no more. */
  forget(before: Instant, slotOf: SlotOf): void {
    const { rows } = this.#units;
    for (let row = rows.count(this.index) - 1; row >= 0; row -= 1) {
      const tracker = slotOf(rows.idAt(this.index, row))?.packed?.tracker;
      if (tracker !== undefined) {
        this.#units.moveTo(tracker, this.index, row);
        if (!tracker.forget(before)) continue;
      }
      rows.remove(this.index, row);
    }
    rows.shrink(this.index);
    if (this.#units.own(this.index)?.forget(before, slotOf) === true) this.#units.dropOwn(this.index);
  }
}

const NONE: OwnTrackers['all'] = [];
