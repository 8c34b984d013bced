import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { ShareComparison } from '../../util/statistics/compare-shares.ts';
import type { Difference } from '../../util/statistics/difference.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { ValueLabel } from '../segmentation/result.ts';
import type { RetentionColumn } from './columns.ts';
import type { RetentionBreakdownSpec, RetentionSpec } from './spec.ts';

export interface RetentionCell {
  /** Its place in `columns`: without brackets the number of the interval. */
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

/** Whose curve it is: a segment's, a value's of the breakdown, or everybody's. */
export type RetentionGroupName =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'segment'; readonly name: string }
  | ValueLabel;

export interface RetentionCurve {
  readonly group: RetentionGroupName;
  /** The place of its return event in `returns`. */
  readonly return: number;
  /** Where a unit starts on several dates it is here once: back in an interval when it was after any of its starts. */
  readonly overall: RetentionRow;
  readonly byDate: readonly (RetentionRow & { readonly date: string })[];
  /** A segment beside the first one, by interval; null of the first, and of all that are no segments. */
  readonly comparison: readonly ShareComparison[] | null;
}

export interface RetentionAnswer {
  readonly kind: 'retention';
  readonly unit: Unit;
  readonly count: RetentionSpec['count'];
  readonly intervals: RetentionSpec['intervals'];
  readonly columns: readonly RetentionColumn[];
  readonly timeZone: string;
  readonly asOf: Instant;
  readonly overall: RetentionRow;
  /** By the date of the start in the project's time zone: the day, or the first day of the week or month. */
  readonly byDate: readonly (RetentionRow & { readonly date: string })[];
  readonly comparison: RetentionComparison | null;
  /** The return events: `return`, whose numbers `overall`, `byDate` and `comparison` are, then those of `alsoReturn`. */
  readonly returns: readonly EventSelector[];
  /** Each group with each return event; none when there is but one of either. */
  readonly curves: readonly RetentionCurve[];
  /** `values`: how many different ones there are, the missing one not counted. */
  readonly breakdown: (RetentionBreakdownSpec & { readonly values: number }) | null;
  /** One column by date of the start, as `overTime` asks; of everybody and `return`. */
  readonly overTime: {
    readonly interval: number;
    readonly dates: readonly {
      readonly date: string;
      readonly started: number;
      readonly cell: RetentionCell;
    }[];
  } | null;
  /** As of when `cohort` and `segments` are. */
  readonly membersAsOf: Instant;
}

/**
 * What both readings find: starts alike in group, date and number of columns over, and how many of their units returned in
 * which. Where units start on several dates there are further groups of `date` null, in which a unit is once.
 */
export interface RetentionGroup {
  /** See group-label.ts. */
  readonly label: string;
  readonly date: string | null;
  /** Columns over as of `asOf`: the first so many. */
  readonly over: number;
  readonly units: number;
  /** For each return event pairs of a column that is over and the units who returned in it, as asked; none where nobody did. By column. */
  readonly returned: readonly (readonly (readonly [column: number, units: number])[])[];
}
