import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { TransitionCause } from '../live/live-cohort.ts';

/** A member came or went, as it was recorded. */
export interface Transition {
  /** The order of recording, over all cohorts of the store: unique, growing, with gaps. */
  readonly ordinal: number;
  /** The cohort's id, and the version of its definition. */
  readonly cohort: string;
  readonly version: number;
  readonly unit: 'user' | 'account';
  /** The unit's key, decimal uint64. */
  readonly subject: string;
  readonly direction: 'entered' | 'exited';
  /** The instant at which it became true. */
  readonly at: Instant;
  /** The instant at which it was known. */
  readonly recorded: Instant;
  readonly cause: TransitionCause;
  /** Something came after its time, so that it was known late. */
  readonly isLate: boolean;
  /** What each clause had seen, in the order in which they stand in the definition; null: nothing. */
  readonly values: readonly (PropertyValue | null)[];
}
