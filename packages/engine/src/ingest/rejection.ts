import type { Project } from '../model/project.ts';
import type { Instant } from '../model/time.ts';

/** Why one event of a batch was refused: which, where in it, and what to do. */
export interface Rejection {
  /** Position in the batch, from 0. */
  readonly index: number;
  /** Dotted path inside the event; '' for the whole event. */
  readonly field: string;
  /** A stable kebab-case word; `missing-field` for what was not there. */
  readonly code: string;
  readonly message: string;
  /** The event as it came, for the record of refusals. */
  readonly payload: unknown;
}

/** Where refused events go, so that they can be looked at later: nothing is lost in silence. */
export interface RejectionLog {
  record(project: Project, source: string, rejections: readonly Rejection[], received: Instant): void;
}
