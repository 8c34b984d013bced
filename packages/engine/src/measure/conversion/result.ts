import type { Instant } from '../../model/time.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { Ratio } from '../../util/statistics/ratio.ts';

/** One run of an export, or one period of a sync: who was told, and who else was there. */
export interface RunConversion {
  readonly run: number;
  /** When the first of them was told, and since when the others are looked at. */
  readonly asOf: Instant;
  /** When the last of them was told; in a run of an export all are at once. */
  readonly until: Instant;
  /** False while the horizon of the last of them is not over: reported, but kept out of the totals. */
  readonly mature: boolean;
  readonly told: Proportion;
  readonly others: Proportion;
  /** Told over others. */
  readonly ratio: Ratio;
  /** Half of the told who converted did so within this time, ms. Null when none did. */
  readonly medianMs: number | null;
}

export interface ConversionAnswer {
  readonly runs: readonly RunConversion[];
  /** Over the mature runs: each person told counts once. */
  readonly told: Proportion;
  /** The mature runs pooled (Mantel-Haenszel), with an interval that knows that a person may be in several. */
  readonly ratio: Ratio;
  /** Nothing was withheld at random, so a difference may come from who was told rather than from telling them. */
  readonly evidence: 'observational';
  readonly sentence: string;
}
