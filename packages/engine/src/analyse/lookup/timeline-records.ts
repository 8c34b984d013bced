import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { Bound } from './timeline-cursor.ts';

/** Something that was done to a unit from here: a receiver told of it, a message sent. */
export interface Touch {
  readonly time: Instant;
  /** Unique among the touches of its millisecond, and growing: decimal, at most 20 digits. */
  readonly id: string;
  /** What kind it is, such as `export`. */
  readonly what: string;
  /** By which export, play or message, and what it was, for people to read. */
  readonly name: string;
  readonly detail: string;
}

export interface TouchesRequest {
  readonly project: string;
  readonly unit: Unit;
  /** Every stored key of the unit, decimal. */
  readonly keys: readonly string[];
  /** Only what comes before it. */
  readonly bound: Bound;
  readonly limit: number;
}

/**
 * What a timeline shows that is not in the event store. Declared here and passed in, because later stages know of it: whoever touches
 * a unit answers for its own.
 */
export interface TimelineRecords {
  /** Names of a project's cohorts by id, of those that are archived too. */
  readonly cohortNames: (project: string) => Promise<ReadonlyMap<string, string>>;
  /** The newest touches within the bound, newest first, those of a millisecond by id. */
  readonly touches: (request: TouchesRequest) => Promise<readonly Touch[]>;
}

export const NO_RECORDS: TimelineRecords = {
  cohortNames: async () => new Map(),
  touches: async () => [],
};
