import type { CohortState, LiveCohorts, TransitionListener } from './live-cohorts.ts';
import type { Transition } from './transition.ts';

export const LIVE_STATE: CohortState = {
  state: 'live',
  version: 1,
  size: 2,
  watermark: 1_000,
  lastTransition: 500,
  building: undefined,
  error: undefined,
};

/** In place of a cohort. */
const ALL = '';

/** A live reading that a test drives: says what it is told to say, and tells listeners what it is told to tell. */
export class MemoryLive implements LiveCohorts {
  current: CohortState = LIVE_STATE;
  changes = 0;
  readonly #listeners = new Map<string, Set<TransitionListener>>();

  state(): CohortState {
    return this.current;
  }

  isMember(): undefined {
    return undefined;
  }

  recentId(): undefined {
    return undefined;
  }

  subscribe(_: string, cohort: string | undefined, listener: TransitionListener): () => void {
    const listeners = this.#listeners.get(cohort ?? ALL) ?? new Set();
    this.#listeners.set(cohort ?? ALL, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  async changed(): Promise<void> {
    this.changes += 1;
  }

  async settled(): Promise<{ readonly error: string | undefined }> {
    return { error: this.current.error };
  }

  /** How many listen to a cohort, or to all. */
  listening(cohort: string | undefined): number {
    return this.#listeners.get(cohort ?? ALL)?.size ?? 0;
  }

  tell(cohort: string, transitions: readonly Transition[]): void {
    for (const to of [cohort, ALL])
      for (const listener of this.#listeners.get(to) ?? []) listener(transitions);
  }
}
