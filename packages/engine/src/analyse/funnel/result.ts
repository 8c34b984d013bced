import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { ShareComparison } from '../../util/statistics/compare-shares.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { Spread } from './counts.ts';

/** Numbers count units; in a funnel of `each` parts of units, in one of `totals` attempts. */
export interface FunnelStep {
  readonly event: EventSelector;
  /** Paths that reached this step. */
  readonly count: number;
  readonly ofFirst: Proportion;
  /** Of those who reached the step before, of the steps that may not be left out. Null at the first step. */
  readonly ofPrevious: Proportion | null;
  /** Medians over the paths that reached this step; null at the first step, at one that may be left out, and when none did. */
  readonly medianMsFromPrevious: number | null;
  readonly medianMsFromFirst: number | null;
  /** Of a step that may be left out: how many went on to the next step, of those who did this one and of those who did not. */
  readonly optional?: { readonly withIt: Proportion; readonly withoutIt: Proportion } | undefined;
  /** When it was asked for, from the second step on. */
  readonly times?: { readonly fromPrevious: Spread; readonly fromFirst: Spread } | undefined;
}

export interface FunnelBreakdownRow {
  /** Paths at each step that may not be left out. */
  readonly counts: readonly number[];
  /** Of the first step, how many reached the last. */
  readonly converted: Proportion;
}

export interface FunnelBreakdown {
  readonly scope: 'event' | 'user' | 'account';
  readonly property: string;
  /** The number of the step whose event carries the value; null where it is that of other events that the unit did. */
  readonly step: number | null;
  /** Most paths first; null where the event has no such property. */
  readonly rows: readonly (FunnelBreakdownRow & { readonly value: PropertyValue | null })[];
  /** Paths with a value past the limit, each once, and how many such values there are; null when every value is shown. */
  readonly other: (FunnelBreakdownRow & { readonly values: number }) | null;
  /** Paths that did not get to the step whose event carries the value; null when there are none. */
  readonly unreached: FunnelBreakdownRow | null;
}

export interface FunnelPeriod extends FunnelBreakdownRow {
  /** From `from` (included) to `to` (not included). */
  readonly from: Instant;
  readonly to: Instant;
  /** From the beginning of the path to the last step. */
  readonly medianMs: number | null;
  /** Some conversion window that began in it is still open, or it is not over: its share may yet rise. */
  readonly isImmature: boolean;
}

export interface FunnelSegment extends FunnelBreakdownRow {
  readonly name: string;
  readonly medianMs: number | null;
  /** Its conversion against the first segment's; null of the first segment, and where `notCompared` says why. */
  readonly comparison: ShareComparison | null;
}

export interface FunnelAnswer {
  readonly kind: 'funnel';
  readonly unit: Unit;
  readonly order: 'this' | 'any' | 'exact';
  readonly count: 'units' | 'each' | 'totals';
  readonly from: Instant;
  readonly to: Instant;
  readonly asOf: Instant;
  /** Null where the window is a session. */
  readonly conversionWindowMs: number | null;
  readonly steps: readonly FunnelStep[];
  /** Those short of the last step whose conversion window is still open at `asOf`: they may yet convert. */
  readonly open: number;
  readonly breakdown: FunnelBreakdown | null;
  /** Where the ranges of the steps' times begin, in ms. */
  readonly timeBounds?: readonly number[] | undefined;
  readonly frequency?:
    | (Spread & {
        readonly event: EventSelector;
        /** The number of the step before which they are counted. */
        readonly before: number;
        readonly bounds: readonly number[];
      })
    | undefined;
  readonly overTime?: readonly FunnelPeriod[] | undefined;
  readonly segments?:
    | { readonly rows: readonly FunnelSegment[]; readonly notCompared?: string | undefined }
    | undefined;
}
