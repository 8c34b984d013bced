import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { Difference } from '../../util/statistics/difference.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { RetentionSpec } from './spec.ts';

export interface RetentionCell {
  readonly interval: number;
  /** Returned, of those for whom the interval is over. */
  readonly returned: Proportion;
  /** Those for whom it is not: in no number here. */
  readonly immature: number;
}

export interface RetentionRow {
  /** Units that started. */
  readonly started: number;
  readonly cells: readonly RetentionCell[];
}

export interface RetentionComparison {
  readonly membersAsOf: Instant;
  readonly members: RetentionRow;
  readonly baseline: RetentionRow;
  /** Members' share less the baseline's, by interval. */
  readonly differences: readonly (Difference & { readonly interval: number })[];
}

export interface RetentionAnswer {
  readonly kind: 'retention';
  readonly unit: Unit;
  readonly count: RetentionSpec['count'];
  readonly intervals: RetentionSpec['intervals'];
  readonly timeZone: string;
  readonly asOf: Instant;
  readonly overall: RetentionRow;
  /** By the date of the start in the project's time zone: the day, or the first day of the week or month. */
  readonly byDate: readonly (RetentionRow & { readonly date: string })[];
  readonly comparison: RetentionComparison | null;
}

/** Which side of a comparison a unit is on; without a comparison everybody is in the baseline. */
export type RetentionSide = 'members' | 'baseline';

/** What both readings find: units alike in side, start date and number of intervals over, and how many of them returned in which. */
export interface RetentionGroup {
  readonly side: RetentionSide;
  readonly date: string;
  /** Intervals over as of `asOf`: 0 to this less one. At most one more than the last. */
  readonly over: number;
  readonly units: number;
  /** Pairs of an interval that is over and the units who returned in it (or after, as asked); none where nobody did. By interval. */
  readonly returned: readonly (readonly [interval: number, units: number])[];
}
