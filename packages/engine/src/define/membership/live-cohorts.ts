import type { Instant } from '../../model/time.ts';
import type { Transition } from './transition.ts';

/** How a cohort stands in the live reading: what tells at a glance whether it is fresh. */
export interface CohortState {
  /**
   * `live`: memberships are right up to the watermark. `building`: no version is read yet. `stopped`: an error stands in the way,
   * and the watermark stays. `off`: nothing is kept live, because no server runs on the data.
   */
  readonly state: 'live' | 'building' | 'stopped' | 'off';
  /** The version that is read. */
  readonly version: number | undefined;
  readonly size: number | undefined;
  /** Everything up to this instant is in it. */
  readonly watermark: Instant | undefined;
  /** When a member last came or went, by the instant at which that became true. */
  readonly lastTransition: Instant | undefined;
  /** A version that is being built beside the one that is read, with what share of the stored rows has been read. */
  readonly building: { readonly version: number; readonly share: number } | undefined;
  readonly error: string | undefined;
}

/** Hears of transitions once they are recorded, in their order. Must not throw. */
export type TransitionListener = (transitions: readonly Transition[]) => void;

/** The live reading of every project's cohorts, as the rest of Cusp sees it. */
export interface LiveCohorts {
  /** Of a cohort of a project, by their ids. */
  state(project: string, cohort: string): CohortState;
  /** Is the unit (by key) a member now? Undefined while the cohort is not live. */
  isMember(project: string, cohort: string, subject: string): boolean | undefined;
  /** The id of a user by key, when something arrived of it of late; undefined: to be looked up. */
  recentId(key: string): string | undefined;
  /** Calls the listener with what is recorded of a cohort (undefined: of all) from now on. Answers how to stop. */
  subscribe(project: string, cohort: string | undefined, listener: TransitionListener): () => void;
  /**
   * To be called after cohorts of a project were created, changed or archived: starts to build what is new. Resolves when
   * the work has been taken up; what it comes to shows in `state`.
   */
  changed(project: string): Promise<void>;
  /** Resolves when the newest version of a cohort is read, or with the reason why it cannot be. */
  settled(project: string, cohort: string): Promise<{ readonly error: string | undefined }>;
}
