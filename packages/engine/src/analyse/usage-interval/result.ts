import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { UsageIntervalSpec } from './spec.ts';

export interface UsageIntervalBar {
  /** Units whose median gap is at most so many days, and more than the bar before has; null: of all longer ones. */
  readonly days: number | null;
  readonly units: number;
  /** Units whose median gap is at most `days`, of all that have one. */
  readonly within: Proportion;
}

export interface UsageIntervalAnswer {
  readonly kind: 'usage-interval';
  readonly unit: Unit;
  readonly gaps: UsageIntervalSpec['gaps'];
  readonly timeZone: string;
  readonly asOf: Instant;
  /** Units with an event. */
  readonly units: number;
  /** Of them those on one day only: they have no gap, and are in no number below. */
  readonly once: number;
  readonly bars: readonly UsageIntervalBar[];
  /** Quantiles of the units' median gaps, in days; null where no unit has one. */
  readonly quartiles: {
    readonly lower: number | null;
    readonly median: number | null;
    readonly upper: number | null;
  };
  readonly share: number;
  /** The least number of days within which `share` of the units have their median gap; null past the last bar, or where no unit has one. */
  readonly usageInterval: number | null;
}

/** What both readings find. */
export interface UsageIntervalCounts {
  readonly units: number;
  readonly once: number;
  /** Pairs of a number of days, one past the last bar standing for all longer gaps, and the units whose median gap it is, rounded up. */
  readonly byDays: readonly (readonly [days: number, units: number])[];
  /** In days: lower quartile, median, upper quartile. */
  readonly quartiles: readonly (number | null)[];
}
