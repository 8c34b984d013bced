import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { Difference } from '../../util/statistics/difference.ts';
import type { StratumEntry } from '../../util/statistics/mantel-haenszel.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { Ratio } from '../../util/statistics/ratio.ts';

export interface BacktestInstant {
  readonly at: Instant;
  /** Is the horizon over as of `asOf`? Only then is the instant pooled. */
  readonly mature: boolean;
  /** Converted within the horizon, of the members; the share is the cohort's precision. */
  readonly members: Proportion;
  readonly others: Proportion;
  /** Members' share over the others': the lift. Score interval. */
  readonly ratio: Ratio;
  readonly difference: Difference;
  /** Members, of all who converted. */
  readonly recall: Proportion;
  /** From the instant to the goal, over the members who converted. */
  readonly medianLeadMs: number | null;
}

/** Counts over several instants. One unit stands in it once for each instant, so no interval for single units fits. */
export interface PooledShare {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
}

export interface BacktestPool {
  readonly instants: number;
  readonly members: PooledShare;
  readonly others: PooledShare;
  readonly recall: PooledShare;
  /** Units that were a member at one of the instants at least, and those that converted after being one. */
  readonly distinctMembers: number;
  readonly distinctMembersConverted: number;
  /** Units that converted after any of the instants, member or not. */
  readonly distinctConverted: number;
  /**
   * The Mantel-Haenszel ratio with a jackknife interval by unit; of one instant, its own. When one side has no conversion at all,
   * `method` is 'single-instant' too: the interval of the instant with most members.
   */
  readonly ratio: Ratio;
  readonly method: 'clustered' | 'single-instant';
  readonly medianLeadMs: number | null;
}

/**
 * `signal`: members convert more. `opposite`: less. `noise`: any difference is small. `not-enough-data`: a large difference, or
 * none, would both fit what was seen.
 */
export type Finding = 'signal' | 'opposite' | 'noise' | 'not-enough-data';

export interface Verdict {
  readonly finding: Finding;
  /** One sentence, with its numbers. */
  readonly sentence: string;
}

export interface BacktestAnswer {
  readonly kind: 'backtest';
  readonly unit: Unit;
  readonly horizonMs: number;
  readonly firstTime: boolean;
  readonly asOf: Instant;
  readonly instants: readonly BacktestInstant[];
  /** Over the mature instants. */
  readonly pool: BacktestPool;
  readonly verdict: Verdict;
}

/** What both readings find: how many units share a course through the instants, and that course. */
export interface BacktestCourse {
  readonly subjects: number;
  /** `stratum` is the instant's position; `leadMs` from it to the goal, of members who converted. */
  readonly entries: readonly (StratumEntry & { readonly leadMs?: number | undefined })[];
}
