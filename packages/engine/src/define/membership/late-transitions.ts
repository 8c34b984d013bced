import type { Instant } from '../../model/time.ts';
import type { LiveTransition } from '../live/live-cohort.ts';

/**
 * The true instants of transitions that were known late, in the same order, out of the whole histories of their units. Undefined
 * where history does not tell: then the instant at which it was known stands.
 */
export type TrueInstants = (
  transitions: readonly LiveTransition[],
) => Promise<readonly (Instant | undefined)[]>;

interface Told {
  /** Among all that were told late, or after one that was. */
  readonly number: number;
  readonly transition: LiveTransition;
}

/** Units that are looked up together. */
const AT_ONCE = 500;

/** Transitions that were known late and wait for their true instants, and whatever was told of their units since. */
export class LateTransitions {
  readonly #trueInstants: TrueInstants;
  readonly #onResolved: (transition: LiveTransition, at: Instant) => void;
  /** By unit. */
  readonly #units = new Map<string, Told[]>();
  #size = 0;
  #told = 0;

  /** `onResolved` hears of each, in their order for each unit, with the instant at which it became true. */
  constructor(trueInstants: TrueInstants, onResolved: (transition: LiveTransition, at: Instant) => void) {
    this.#trueInstants = trueInstants;
    this.#onResolved = onResolved;
  }

  get size(): number {
    return this.#size;
  }

  /** False: it need not wait. */
  takes(transition: LiveTransition): boolean {
    const unit = `${transition.cohort.unit} ${transition.unit}`;
    const waiting = this.#units.get(unit);
    if (waiting) waiting.push({ number: this.#told, transition });
    else if (transition.isLate) this.#units.set(unit, [{ number: this.#told, transition }]);
    else return false;
    this.#size += 1;
    this.#told += 1;
    return true;
  }

  /** All that wait, in their order for each unit. */
  all(): readonly LiveTransition[] {
    return [...this.#units.values()].flat().map(({ transition }) => transition);
  }

  /** How many have ever waited. */
  get told(): number {
    return this.#told;
  }

  /** Do any of the first `told` still wait? */
  isOpen(told: number): boolean {
    for (const [first] of this.#units.values()) if (first !== undefined && first.number < told) return true;
    return false;
  }

  /** Looks some of them up. Rejects when that fails: then they still wait. */
  async resolve(): Promise<void> {
    const units = [...this.#units.keys()].slice(0, AT_ONCE);
    const late = units
      .flatMap((unit) => this.#units.get(unit) ?? [])
      .map(({ transition }) => transition)
      .filter(({ isLate }) => isLate);
    const found = await this.#trueInstants(late);
    const instants = new Map(late.map((each, i) => [each, found[i]]));
    for (const unit of units) {
      const all = this.#units.get(unit) ?? [];
      // One that came late while the others were looked up waits for the next look.
      const open = all.findIndex(({ transition }) => transition.isLate && !instants.has(transition));
      const done = open < 0 ? all : all.slice(0, open);
      if (open < 0) this.#units.delete(unit);
      else this.#units.set(unit, all.slice(open));
      this.#size -= done.length;
      for (const { transition } of done)
        this.#onResolved(transition, instants.get(transition) ?? transition.at);
    }
  }
}
