import type { Instant } from '../../model/time.ts';
import { evaluate } from './evaluate.ts';
import type { LiveUnit } from './live-unit.ts';
import { type LiveNode, type Slot, slotsOf } from './plan.ts';
import type { CountingTracker } from './tracker.ts';
import { TypicalTally } from './typical-tally.ts';

interface Kept {
  readonly slot: Slot;
  readonly members: LiveNode;
  readonly tally: TypicalTally;
}

/** The tallies of all clauses that compare with the members of a cohort, and which rows change them. */
export class TallyBook {
  readonly #made = new Map<string, TypicalTally>();
  #kept: readonly Kept[] = [];
  #bySlot = new Map<Slot, readonly Kept[]>();

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  /** Does what comes for a slot change some tally? */
  isConcerned(slot: Slot): boolean {
    return this.#kept.length > 0 && this.#bySlot.has(slot);
  }

  /** The tally for a slot that is being made. */
  tally(key: string, percentile: number): TypicalTally {
    const tally = new TypicalTally(percentile);
    this.#made.set(key, tally);
    return tally;
  }

  /** Keeps the tallies of these slots, the earlier made first: a later one may look at an earlier one's number. */
  watch(slots: Iterable<Slot>): void {
    const kept: Kept[] = [];
    const keys = new Set<string>();
    this.#bySlot = new Map();
    for (const slot of slots) {
      const tally = this.#made.get(slot.key);
      if (slot.typical === undefined || tally === undefined) continue;
      const each = { slot, members: slot.typical.members, tally };
      kept.push(each);
      keys.add(slot.key);
      for (const of of new Set([slot, ...slotsOf(each.members)])) {
        this.#bySlot.set(of, [...(this.#bySlot.get(of) ?? []), each]);
      }
    }
    this.#kept = kept;
    for (const key of this.#made.keys()) if (!keys.has(key)) this.#made.delete(key);
  }

  /**
   * Notes a unit in the tallies that slots concern, and answers the indices of those whom their numbers concern, if they changed. In the order in which
   * they were made, so that one that looks at another's number sees the new one.
   */
  note(unit: LiveUnit, at: Instant, touched: Iterable<Slot>): readonly number[] {
    const concerned: number[] = [];
    const due = this.#of(touched);
    for (const kept of this.#kept) {
      if (!due.has(kept) || !this.#set(kept, unit, at)) continue;
      const units = kept.tally.update();
      if (units.length === 0) continue;
      concerned.push(...units);
      for (const other of this.#bySlot.get(kept.slot) ?? []) due.add(other);
    }
    return concerned;
  }

  /** Notes a unit in every tally without making it count yet; `update` does when all have been noted. */
  noteQuietly(unit: LiveUnit, at: Instant): void {
    for (const kept of this.#kept) this.#set(kept, unit, at);
  }

  update(): readonly number[] {
    return this.#kept.flatMap(({ tally }) => tally.update());
  }

  /** When what a unit adds to the tallies of slots may change without a row. */
  until(unit: LiveUnit, at: Instant, touched: Iterable<Slot>): Instant | undefined {
    let first: Instant | undefined;
    for (const { slot, members } of this.#of(touched)) {
      for (const until of [evaluate(members, unit, at).until, counting(unit, slot).count(at, unit).until]) {
        if (until !== undefined && (first === undefined || until < first)) first = until;
      }
    }
    return first;
  }

  /** A unit is not there any more. */
  leave(unit: LiveUnit): readonly number[] {
    return this.#kept.flatMap(({ tally }) => (tally.set(unit.index, false, 0) ? tally.update() : []));
  }

  #set({ slot, members, tally }: Kept, unit: LiveUnit, at: Instant): boolean {
    return tally.set(
      unit.index,
      evaluate(members, unit, at).holds,
      counting(unit, slot).count(at, unit).count,
    );
  }

  #of(touched: Iterable<Slot>): Set<Kept> {
    const found = new Set<Kept>();
    for (const slot of touched) for (const kept of this.#bySlot.get(slot) ?? []) found.add(kept);
    return found;
  }
}

function counting(unit: LiveUnit, slot: Slot): CountingTracker {
  return unit.trackerOf(slot) as CountingTracker;
}
