import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { StickinessSpec } from './spec.ts';

/** In how many parts of an interval how many units were active. The n-th place of a list is of n parts. */
export interface StickinessNumbers {
  /** Units active in the interval; over several, the sum of these: a unit counts once in each. */
  readonly active: number;
  /** Parts in which an active unit was active, on average; null when nobody was. */
  readonly averageParts: number | null;
  /**
   * The share of an interval's parts in which an active unit was active, on average. Of days it is the mean of the active units of each day by those
   * of the whole interval: DAU/WAU or DAU/MAU. Null when nobody was active, and of an interval that is not over.
   */
  readonly stickiness: number | null;
}

export interface StickinessInterval extends StickinessNumbers {
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  /** It is not over as of `asOf`: it is left out of `overall`. */
  readonly isIncomplete: boolean;
  /** How many days or hours it has: 23 or 25 hours at a change of clocks. */
  readonly parts: number;
  /** Units active in exactly n parts. */
  readonly exactly: readonly number[];
  /** Units active in n parts or more. */
  readonly atLeast: readonly number[];
}

/** All intervals that are over, together: each active unit of each interval has the same weight. */
export interface StickinessOverall extends StickinessNumbers {
  /** How many these are. */
  readonly intervals: number;
  /** Shares of `active`; null when nobody was. */
  readonly exactly: readonly (number | null)[];
  readonly atLeast: readonly (number | null)[];
}

export interface StickinessGroup {
  /** The segment's name; null without segments. */
  readonly segment: string | null;
  readonly overall: StickinessOverall;
  readonly intervals: readonly StickinessInterval[];
}

export interface StickinessAnswer {
  readonly kind: 'stickiness';
  readonly unit: Unit;
  readonly interval: StickinessSpec['interval'];
  /** What an interval is divided into. */
  readonly part: 'hour' | 'day';
  readonly timeZone: string;
  readonly asOf: Instant;
  /** One for each segment, in order; without segments a single one. */
  readonly groups: readonly StickinessGroup[];
}

/** How many units: [segment][interval][n - 1] of those active in exactly n parts. */
export type StickinessCounts = number[][][];
