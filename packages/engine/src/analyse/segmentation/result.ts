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

/** An hour, day, week or month. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
  /** It begins before the window or ends after it: its number is not that of a whole interval. */
  readonly isPartial: boolean;
}

export interface Series {
  /** One for each property of the breakdown; none in `total`. */
  readonly labels: readonly ValueLabel[];
  /** One for each interval. Null where a measure has nothing to be of. */
  readonly values: readonly (number | null)[];
  /** The measure of all intervals at once: uniques are counted once. */
  readonly overall: number | null;
  readonly events: number;
  readonly units: number;
}

export interface EventsAnswer {
  readonly of: 'events';
  readonly asOf: Instant;
  readonly intervals: readonly Interval[];
  readonly total: Series;
  /** By units, most first, then `other`. Lists make an event count in several. Empty without a breakdown. */
  readonly series: readonly Series[];
  /** How many values came together in `other`. */
  readonly others: number;
  /** Events without a number to measure; 0 for measures that need none. */
  readonly withoutValue: number;
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
