import { KeyTable } from '../live/state/key-table.ts';
import type { Transition } from './transition.ts';

/** What very many transitions in it have in common. */
type Kind = Pick<Transition, 'cohort' | 'version' | 'unit' | 'direction' | 'cause' | 'isLate'>;

const FIRST_PLACES = 1_024;
/** With more places than that, an empty queue lets go of them. */
const MOST_KEPT = 131_072;
const NONE = -1;
const NO_VALUES: Transition['values'] = [];

/**
 * Transitions in the order in which they came, of which those of one unit may be taken ahead. Kept in columns: as objects, each with a place in a
 * map, a hundred thousand were 50 MB that outlived the young generation of the heap.
 */
export class WaveQueue {
  #kinds: Kind[] = [];
  readonly #kindNumbers = new Map<string, number>();
  #lastKind = NONE;
  #lastValues = NO_VALUES;
  /** The places of the first transition of each unit. */
  #firsts: Record<Transition['unit'], KeyTable> = { user: new KeyTable(), account: new KeyTable() };
  /** By place: its kind, NONE when it was taken ahead; what follows it in the queue, or among free places; the next of its unit; of a first one, the last of its unit. */
  #kind = new Int32Array(FIRST_PLACES);
  #after = new Int32Array(FIRST_PLACES);
  #next = new Int32Array(FIRST_PLACES);
  #last = new Int32Array(FIRST_PLACES);
  #at = new Float64Array(FIRST_PLACES);
  readonly #values: Transition['values'][] = [];
  #used = 0;
  #free = NONE;
  #head = NONE;
  #tail = NONE;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(row: Transition): void {
    const place = this.#newPlace();
    this.#kind[place] = this.#kindOf(row);
    this.#at[place] = row.at;
    this.#values[place] = this.#shared(row.values);
    this.#next[place] = NONE;
    this.#after[place] = NONE;
    if (this.#tail === NONE) this.#head = place;
    else this.#after[this.#tail] = place;
    this.#tail = place;
    this.#size += 1;
    const firsts = this.#firsts[row.unit];
    const first = firsts.find(row.subject);
    if (first === NONE) {
      firsts.add(row.subject, place);
      this.#last[place] = place;
    } else {
      this.#next[this.#last[first] as number] = place;
      this.#last[first] = place;
    }
  }

  /** Takes all of a unit out of their order, and puts them behind `into` in it. */
  takeUnit(unit: Transition['unit'], subject: string, into: Transition[]): void {
    if (this.#size === 0) return;
    const firsts = this.#firsts[unit];
    const first = firsts.find(subject);
    if (first === NONE) return;
    firsts.remove(first);
    for (let place = first; place !== NONE; place = this.#next[place] as number) {
      into.push(this.#row(place, subject));
      this.#kind[place] = NONE;
      this.#size -= 1;
    }
  }

  /** Takes the next one; undefined: there is none. */
  take(): Transition | undefined {
    while (this.#head !== NONE) {
      const place = this.#head;
      this.#head = this.#after[place] as number;
      const kind = this.#kinds[this.#kind[place] as number];
      let row: Transition | undefined;
      if (kind !== undefined) {
        // Of its unit it is the first: those before it have been taken.
        const firsts = this.#firsts[kind.unit];
        const subject = firsts.keyOf(place);
        row = this.#row(place, subject);
        firsts.remove(place);
        const next = this.#next[place] as number;
        if (next !== NONE) {
          firsts.add(subject, next);
          this.#last[next] = this.#last[place] as number;
        }
        this.#size -= 1;
      }
      this.#values[place] = NO_VALUES;
      this.#after[place] = this.#free;
      this.#free = place;
      if (this.#head === NONE) this.#emptied();
      if (row !== undefined) return row;
    }
    return undefined;
  }

  #row(place: number, subject: string): Transition {
    const kind = this.#kinds[this.#kind[place] as number] as Kind;
    return {
      ordinal: 0,
      cohort: kind.cohort,
      version: kind.version,
      unit: kind.unit,
      subject,
      direction: kind.direction,
      at: this.#at[place] as number,
      recorded: 0,
      cause: kind.cause,
      isLate: kind.isLate,
      values: this.#values[place] as Transition['values'],
    };
  }

  #kindOf({ cohort, version, unit, direction, cause, isLate }: Transition): number {
    const last = this.#kinds[this.#lastKind];
    if (
      last?.cohort === cohort &&
      last.version === version &&
      last.unit === unit &&
      last.direction === direction &&
      last.cause === cause &&
      last.isLate === isLate
    )
      return this.#lastKind;
    const name = JSON.stringify([cohort, version, unit, direction, cause, isLate]);
    let number = this.#kindNumbers.get(name);
    if (number === undefined) {
      number = this.#kinds.length;
      this.#kindNumbers.set(name, number);
      this.#kinds.push({ cohort, version, unit, direction, cause, isLate });
    }
    this.#lastKind = number;
    return number;
  }

  /** Those who leave together have mostly seen the same. */
  #shared(values: Transition['values']): Transition['values'] {
    const last = this.#lastValues;
    if (last.length !== values.length || values.some((value, i) => !Object.is(value, last[i])))
      this.#lastValues = values;
    return this.#lastValues;
  }

  #newPlace(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.#after[free] as number;
      return free;
    }
    if (this.#used === this.#kind.length) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #grow(): void {
    const places = 2 * this.#used;
    const wider = (from: Int32Array) => {
      const to = new Int32Array(places);
      to.set(from);
      return to;
    };
    this.#kind = wider(this.#kind);
    this.#after = wider(this.#after);
    this.#next = wider(this.#next);
    this.#last = wider(this.#last);
    const at = new Float64Array(places);
    at.set(this.#at);
    this.#at = at;
  }

  #emptied(): void {
    this.#tail = NONE;
    this.#kinds = [];
    this.#kindNumbers.clear();
    this.#lastKind = NONE;
    this.#lastValues = NO_VALUES;
    if (this.#used <= MOST_KEPT) return;
    this.#firsts = { user: new KeyTable(), account: new KeyTable() };
    this.#kind = new Int32Array(FIRST_PLACES);
    this.#after = new Int32Array(FIRST_PLACES);
    this.#next = new Int32Array(FIRST_PLACES);
    this.#last = new Int32Array(FIRST_PLACES);
    this.#at = new Float64Array(FIRST_PLACES);
    this.#values.length = 0;
    this.#used = 0;
    this.#free = NONE;
  }
}
