import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { ClusteredShare } from '../../util/statistics/clustered-share.ts';
import type { Difference } from '../../util/statistics/difference.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { Ratio } from '../../util/statistics/ratio.ts';
import type { BacktestAnswer, Finding, PooledShare, Verdict } from '../backtest/result.ts';
import type { FunnelAnswer } from '../funnel/result.ts';
import type { RetentionAnswer } from '../retention/result.ts';

export interface AfterEntry {
  /** Of those who entered for the first time, who converted within the horizon after that. Each unit counts once. */
  readonly entered: Proportion;
  /** Of those who were there and did not enter, period by period: one unit may count in many. */
  readonly others: PooledShare;
  /** Pooled over the periods, by Mantel-Haenszel, with a jackknife interval by unit. */
  readonly ratio: Ratio;
  readonly difference: Difference;
  /** The share that had converted so long after entry, or after the period's start. */
  readonly course: readonly {
    readonly afterMs: number;
    readonly entered: number | null;
    readonly others: number | null;
  }[];
}

export interface MonthOfMembers {
  /** `2026-03`, in the project's time zone. */
  readonly month: string;
  /** How many of the instants lie in it, those alone whose horizon is over. */
  readonly instants: number;
  /** The members' share with an interval by unit. */
  readonly members: ClusteredShare;
  /** The members' share in all earlier months; null in the first. */
  readonly expected: number | null;
  /** Does the interval hold what was expected? Null when it cannot be said. */
  readonly isAsExpected: boolean | null;
  /** The lift over the others in this month. */
  readonly ratio: Ratio;
}

export interface ThresholdEffect {
  /** Where the number stands in the definition, such as `where.conditions.1.count`. */
  readonly path: string;
  /** Its clause as it is and as it becomes, in the language's words. */
  readonly clause: string;
  readonly shifted: string;
  readonly from: number;
  readonly to: number;
  readonly distinctMembers: number;
  /** The members' share: the precision. */
  readonly members: PooledShare;
  readonly recall: PooledShare;
  readonly ratio: Ratio;
  readonly finding: Finding;
}

export interface ValidationAnswer {
  readonly kind: 'validation';
  readonly unit: Unit;
  readonly asOf: Instant;
  /** From when retention and funnel look on, and as of when their members are members: a horizon before `asOf`. */
  readonly from: Instant;
  /** The backtest's: the goal decides. */
  readonly verdict: Verdict;
  readonly backtest: BacktestAnswer;
  /** What became of those who entered between the first instant and the last, counted from their entry. */
  readonly afterEntry: AfterEntry;
  readonly months: readonly MonthOfMembers[];
  /** What each threshold does: the same backtest of the definition with one number shifted. Empty when not asked for. */
  readonly thresholds: readonly ThresholdEffect[];
  /** Shifts that were left out because there are too many. */
  readonly thresholdsLeftOut: number;
  /** Members beside the baseline, everybody's clock starting at `from`. */
  readonly retention: RetentionAnswer;
  readonly funnel: { readonly members: FunnelAnswer; readonly baseline: FunnelAnswer } | null;
}
