import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { BacktestAnswer, Verdict } from '../backtest/result.ts';
import type { FunnelAnswer } from '../funnel/result.ts';
import type { RetentionAnswer } from '../retention/result.ts';

export interface ValidationAnswer {
  readonly kind: 'validation';
  readonly unit: Unit;
  readonly asOf: Instant;
  /** From when retention and funnel look on, and as of when their members are members: a horizon before `asOf`. */
  readonly from: Instant;
  /** The backtest's: the goal decides. */
  readonly verdict: Verdict;
  readonly backtest: BacktestAnswer;
  /** Members beside the baseline, everybody's clock starting at `from`. */
  readonly retention: RetentionAnswer;
  readonly funnel: { readonly members: FunnelAnswer; readonly baseline: FunnelAnswer } | null;
}
