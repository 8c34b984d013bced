import type { Instant } from '../../model/time.ts';

/**
 * What a tracker knows at an instant: whether its condition holds, and the first instant after it at which that may change
 * without a new event (undefined: never). A timer at `until` makes exits that come with time exact.
 */
export interface Truth {
  readonly holds: boolean;
  readonly until: Instant | undefined;
}

/**
 * A clause over one user or account, fed one row at a time in any order of time. It keeps only what its clause can ever need.
 * At every instant its truth is what the reference says of the rows fed so far.
 */
export interface Tracker<Row> {
  push(row: Row): void;
  truth(at: Instant): Truth;
}
