import type { Instant } from '../../model/time.ts';
import type { TypicalCount } from './tracker.ts';

interface Entry {
  readonly isMember: boolean;
  readonly count: number;
}

/**
 * How often the members of a cohort did something: how many of them how often, and so what the one at a percentile did. Kept
 * a unit at a time, each told by its index, as counts and memberships change.
 */
export class TypicalTally implements TypicalCount {
  readonly #percentile: number;
  readonly #entries = new Map<number, Entry>();
  /** Members by their count. */
  readonly #members = new Map<number, number>();
  /** Everyone who did it at all, by count: who is concerned when the number changes. */
  readonly #units = new Map<number, Set<number>>();
  #total = 0;
  #value: number | undefined;

  constructor(percentile: number) {
    this.#percentile = percentile;
  }

  at(): number | undefined {
    return this.#value;
  }

  /** Not known beforehand: it changes as rows come. */
  changesAfter(): Instant | undefined {
    return undefined;
  }

  /** Notes what a unit is and did. `update` makes it count. */
  set(unit: number, isMember: boolean, count: number): boolean {
    const before = this.#entries.get(unit);
    if (
      before === undefined ? !isMember && count === 0 : before.isMember === isMember && before.count === count
    )
      return false;
    if (before) this.#remove(unit, before);
    if (isMember || count > 0) this.#add(unit, { isMember, count });
    return true;
  }

  /** Makes what was noted count. Answers the units that a change of the number concerns. */
  update(): readonly number[] {
    const before = this.#value;
    const now = typicalOf(this.#members, this.#total, this.#percentile);
    if (before === now) return NOBODY;
    this.#value = now;
    const isAll = before === undefined || now === undefined;
    const low = Math.min(before ?? 0, now ?? 0);
    const high = Math.max(before ?? 0, now ?? 0);
    const concerned: number[] = [];
    for (const [count, units] of this.#units) {
      if (isAll || (count >= low && count < high)) concerned.push(...units);
    }
    return concerned;
  }

  #add(unit: number, entry: Entry): void {
    this.#entries.set(unit, entry);
    if (entry.count > 0) {
      let units = this.#units.get(entry.count);
      if (units === undefined) {
        units = new Set();
        this.#units.set(entry.count, units);
      }
      units.add(unit);
    }
    if (!entry.isMember) return;
    this.#total += 1;
    this.#members.set(entry.count, (this.#members.get(entry.count) ?? 0) + 1);
  }

  #remove(unit: number, entry: Entry): void {
    this.#entries.delete(unit);
    const units = this.#units.get(entry.count);
    units?.delete(unit);
    if (units?.size === 0) this.#units.delete(entry.count);
    if (!entry.isMember) return;
    this.#total -= 1;
    const left = (this.#members.get(entry.count) ?? 0) - 1;
    if (left > 0) this.#members.set(entry.count, left);
    else this.#members.delete(entry.count);
  }
}

/** The count at a percentile of `total` members, by the nearest rank; undefined for nobody. `members`: how many, by count. */
export function typicalOf(
  members: ReadonlyMap<number, number>,
  total: number,
  percentile: number,
): number | undefined {
  if (total === 0) return undefined;
  let rank = Math.floor((percentile * total + 99) / 100);
  for (const count of [...members.keys()].sort((a, b) => a - b)) {
    rank -= members.get(count) ?? 0;
    if (rank <= 0) return count;
  }
  return undefined;
}

const NOBODY: readonly number[] = [];
