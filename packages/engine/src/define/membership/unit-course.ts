import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { Interval } from '../live/replay.ts';

/** One clause of a definition, in the life of one unit. */
export interface ClauseCourse {
  /** Where it stands in the definition's tree, such as `where.conditions.1`. */
  readonly path: string;
  /** In the language's words. */
  readonly text: string;
  readonly holds: boolean;
  /** What it has seen: a count, a value. Null: nothing. */
  readonly value: PropertyValue | null;
  /** Since when it has been as it is. */
  readonly since: Instant;
  /** When it will change if nothing more happens; null: never. */
  readonly until: Instant | null;
}

/** Why a unit is a member or is not, and when it was one: replayed as if the cohort had always existed. */
export interface UnitCourse {
  readonly knownSince: Instant;
  readonly isMember: boolean;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly clauses: readonly ClauseCourse[];
  /** All whiles of membership up to the instant asked about, the earliest first. */
  readonly intervals: readonly Interval[];
}
