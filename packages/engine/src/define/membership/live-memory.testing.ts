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

  subscribe(_: string, cohort: string, listener: TransitionListener): () => void {
    const listeners = this.#listeners.get(cohort) ?? new Set();
    this.#listeners.set(cohort, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  async changed(): Promise<void> {
    this.changes += 1;
  }

  async settled(): Promise<{ readonly error: string | undefined }> {
    return { error: this.current.error };
  }

  /** How many listen to a cohort. */
  listening(cohort: string): number {
    return this.#listeners.get(cohort)?.size ?? 0;
  }

  tell(cohort: string, transitions: readonly Transition[]): void {
    for (const listener of this.#listeners.get(cohort) ?? []) listener(transitions);
  }
}
