import type { Instant } from '../../../model/time.ts';
import type { PathEvent } from '../groups.ts';
import type { KeptEvent } from './kept-event.ts';

/** What is known of a bar for a range that begins at an instant. */
export interface Standing {
  readonly holds: boolean;
  /** The same is known while the range does not begin after it; Infinity: whenever it begins. */
  readonly upTo: Instant;
}

/** The paths of one group of events, kept up to date. */
export interface KeptGroup {
  /** Events come in any order, each once. */
  insert(event: KeptEvent): void;
  /** Something that is excluded came after this event, and is none of the group's. */
  redoAfter(event: PathEvent): void;
  /** Lets go of what is not after an instant. True: nothing is left. */
  forget(after: Instant): boolean;
  /** Is a path in the bar, if they begin at `from` or later? */
  standing(from: Instant): Standing;
  /** The clause's number of the furthest step that a path has; 0: none. */
  furthest(from: Instant): number;
}

/** What excluded events that are none of a group's are marked as, between two of its events that follow each other; undefined: none. */
export type ExcludedBetween = (previous: PathEvent, event: PathEvent) => ReadonlySet<number> | undefined;
