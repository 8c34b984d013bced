import type { Instant } from '../../model/time.ts';
import { LiveUnit } from './live-unit.ts';
import { NumberPool } from './state/number-pool.ts';

/** The units known to the live reading, by key and by the index that member sets use. */
export class LiveUnits {
  readonly #pool = new NumberPool();
  readonly #byKey = new Map<string, LiveUnit>();
  readonly #byIndex: (LiveUnit | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#byKey.size;
  }

  /** One past the highest index in use. */
  get end(): number {
    return this.#byIndex.length;
  }

  get(key: string): LiveUnit | undefined {
    return this.#byKey.get(key);
  }

  at(index: number): LiveUnit | undefined {
    return this.#byIndex[index];
  }

  add(key: string, knownSince: Instant): LiveUnit {
    const index = this.#free.pop() ?? this.#byIndex.length;
    return this.#put(new LiveUnit(key, index, knownSince, this.#pool));
  }

  /** Puts an empty unit in the place of one: the same key and index, nothing fed yet. */
  renew(unit: LiveUnit, knownSince: Instant): LiveUnit {
    unit.isGone = true;
    unit.release();
    return this.#put(new LiveUnit(unit.key, unit.index, knownSince, this.#pool));
  }

  /** A unit that is not kept: for what is told of one that is there no more. */
  stray(key: string, knownSince: Instant): LiveUnit {
    return new LiveUnit(key, Number.MAX_SAFE_INTEGER, knownSince, this.#pool);
  }

  /** The index may be another unit's from now on: it must be in no member set. */
  remove(unit: LiveUnit): void {
    unit.isGone = true;
    unit.release();
    this.#byKey.delete(unit.key);
    this.#byIndex[unit.index] = undefined;
    this.#free.push(unit.index);
  }

  [Symbol.iterator](): Iterator<LiveUnit> {
    return this.#byKey.values();
  }

  #put(unit: LiveUnit): LiveUnit {
    this.#byKey.set(unit.key, unit);
    this.#byIndex[unit.index] = unit;
    return unit;
  }
}
