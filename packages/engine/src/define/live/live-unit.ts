import type { Instant } from '../../model/time.ts';
import type { Slot } from './plan.ts';
import type { Tracker, UnitFacts } from './tracker.ts';

/** What is kept of one user or account: a tracker for each clause that something has come for. */
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
  readonly #slots: number[] = [];
  readonly #trackers: Tracker[] = [];

  constructor(key: string, index: number, knownSince: Instant) {
    this.key = key;
    this.index = index;
    this.knownSince = knownSince;
    this.settled = knownSince;
  }

  /** The tracker for a clause, or the empty one of its slot. */
  trackerOf(slot: Slot): Tracker {
    const at = this.#slots.indexOf(slot.id);
    return at < 0 ? slot.empty : (this.#trackers[at] as Tracker);
  }

  /** The tracker for a clause, which something is about to be fed to. */
  trackerFor(slot: Slot): Tracker {
    const at = this.#slots.indexOf(slot.id);
    if (at >= 0) return this.#trackers[at] as Tracker;
    const tracker = slot.track();
    this.#slots.push(slot.id);
    this.#trackers.push(tracker);
    return tracker;
  }

  /** Takes over everything that came for another unit, which is part of this one from now on. */
  absorb(other: LiveUnit): void {
    for (const [i, slot] of other.#slots.entries()) {
      const theirs = other.#trackers[i] as Tracker;
      const at = this.#slots.indexOf(slot);
      if (at >= 0) (this.#trackers[at] as Tracker).absorb(theirs);
      else {
        this.#slots.push(slot);
        this.#trackers.push(theirs);
      }
    }
    this.knownSince = Math.min(this.knownSince, other.knownSince);
    this.settled = Math.max(this.settled, other.settled);
  }

  /** Lets go of what cannot matter at or after an instant, and of the trackers of slots that are no more. */
  forget(before: Instant, isUsed: (slot: number) => boolean): void {
    let kept = 0;
    for (const [i, slot] of this.#slots.entries()) {
      const tracker = this.#trackers[i] as Tracker;
      if (!isUsed(slot) || tracker.forget(before)) continue;
      this.#slots[kept] = slot;
      this.#trackers[kept] = tracker;
      kept += 1;
    }
    this.#slots.length = kept;
    this.#trackers.length = kept;
  }
}
