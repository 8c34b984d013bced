import type { CohortDefinition } from '../../define/language/ast.ts';
import type { Scalar } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';

/** A value that a property has, none, or one of those not listed. */
export type ValueLabel =
  | { readonly kind: 'value'; readonly value: Scalar }
  | { readonly kind: 'none' }
  | { readonly kind: 'other' };

/** From `from` (included) to `to` (not included); null is no end. */
export interface RangeLabel {
  readonly kind: 'range';
  readonly from: number | null;
  readonly to: number | null;
}

/** A minute, hour, day, week, month or quarter. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
  /** It begins before the window or ends after it: its number is not that of a whole interval. */
  readonly isPartial: boolean;
  /** It has not ended as of the instant of the answer: more may come. Then it is partial, too. */
  readonly isIncomplete: boolean;
}

interface LineBase {
  /** The segment's name; null without segments. */
  readonly segment: string | null;
  /** One for each property of the breakdown; none in a total. */
  readonly labels: readonly ValueLabel[];
  /** One for each interval. Null where a measure has nothing to be of, or a formula no value. */
  readonly values: readonly (number | null)[];
  /** The measure of all intervals at once: uniques are counted once. */
  readonly overall: number | null;
}

/** A measure of the selected events. */
export interface Series extends LineBase {
  readonly kind: 'series';
  /** `A` is the spec's `event`. */
  readonly series: string;
  readonly events: number;
  readonly units: number;
  /** Events without the property that the measure is of; 0 for measures that need none. */
  readonly withoutValue: number;
}

/** A formula over the series of the same segment and labels. */
export interface FormulaLine extends LineBase {
  readonly kind: 'formula';
  /** As it was given. */
  readonly formula: string;
}

export type Line = Series | FormulaLine;

export interface EventsAnswer {
  readonly of: 'events';
  readonly asOf: Instant;
  /** Whose intervals these are. */
  readonly timeZone: string;
  readonly intervals: readonly Interval[];
  /** Series A of the first segment, or of everybody: the first of `totals`. */
  readonly total: Series;
  /** For each segment its series in order, then its formulas. */
  readonly totals: readonly Line[];
  /** The same for each combination of values: most units first, then `other`. Lists make an event count in several. Empty without a breakdown. */
  readonly series: readonly Line[];
  /** How many combinations of values came together in `other`. */
  readonly others: number;
}

export interface Segment {
  readonly label: ValueLabel | RangeLabel;
  readonly members: number;
  /** Of all members of the cohort; 0 of none. */
  readonly share: number;
  /** Members who did the goal, of the segment's; null without a goal. */
  readonly conversion: Proportion | null;
  /** The cohort of exactly these members, as of the same instant; null when no definition can say it, and `why`. */
  readonly definition: CohortDefinition | null;
  readonly why?: string | undefined;
}

export interface CohortAnswer {
  readonly of: 'cohort';
  readonly asOf: Instant;
  readonly members: number;
  readonly conversion: Proportion | null;
  /** `isComplete`: the horizon has passed. Until then more may convert. */
  readonly goal: { readonly until: Instant; readonly isComplete: boolean } | null;
  /** Values by members, most first, or ranges in order; then `other`, then `none`. */
  readonly segments: readonly Segment[];
  /** A member can be in several segments, so that shares may come to more than 1. */
  readonly mayOverlap: boolean;
}

export type SegmentationAnswer = EventsAnswer | CohortAnswer;
