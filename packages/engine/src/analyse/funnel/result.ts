import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';

export interface FunnelStep {
  readonly event: EventSelector;
  /** Units whose path reached this step. */
  readonly count: number;
  readonly ofFirst: Proportion;
  /** Null at the first step. */
  readonly ofPrevious: Proportion | null;
  /** Medians over the paths that reached this step; null at the first step and when none did. */
  readonly medianMsFromPrevious: number | null;
  readonly medianMsFromFirst: number | null;
}

export interface FunnelBreakdownRow {
  /** Units at each step. */
  readonly counts: readonly number[];
  /** Of the first step, how many reached the last. */
  readonly converted: Proportion;
}

export interface FunnelBreakdown {
  readonly scope: 'event' | 'user';
  readonly property: string;
  /** Most units first; null where the first step's event has no such property. */
  readonly rows: readonly (FunnelBreakdownRow & { readonly value: PropertyValue | null })[];
  /** All values past the limit together, and how many there are; null when every value is shown. */
  readonly other: (FunnelBreakdownRow & { readonly values: number }) | null;
}

export interface FunnelAnswer {
  readonly kind: 'funnel';
  readonly unit: Unit;
  readonly from: Instant;
  readonly to: Instant;
  readonly asOf: Instant;
  readonly conversionWindowMs: number;
  readonly steps: readonly FunnelStep[];
  /** Units short of the last step whose conversion window is still open at `asOf`: they may yet convert. */
  readonly open: number;
  readonly breakdown: FunnelBreakdown | null;
}

/** What both readings find, before shares are taken of it. */
export interface FunnelCounts {
  readonly counts: readonly number[];
  readonly medianMsFromPrevious: readonly (number | null)[];
  readonly medianMsFromFirst: readonly (number | null)[];
  readonly open: number;
  readonly breakdown:
    | {
        readonly rows: readonly {
          readonly value: PropertyValue | null;
          readonly counts: readonly number[];
        }[];
        /** All values there are, shown or not. */
        readonly values: number;
      }
    | undefined;
}
