import type { PropertyValue } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';

/** What both readings find, before shares are taken of it. Steps are those that may not be left out, counted from 0. */
export interface FunnelCounts {
  readonly counts: readonly number[];
  readonly medianMsFromPrevious: readonly (number | null)[];
  readonly medianMsFromFirst: readonly (number | null)[];
  readonly open: number;
  readonly optional: readonly OptionalCounts[];
  readonly breakdown: BreakdownCounts | undefined;
  readonly times: StepTimes | undefined;
  readonly frequency: Spread | undefined;
  readonly periods: readonly PeriodCounts[] | undefined;
  readonly segments: readonly SegmentCounts[] | undefined;
}

/** Of a step that may be left out: who did it, who of them went on to the next step, and who went on without it. */
export interface OptionalCounts {
  readonly did: number;
  readonly didAndWentOn: number;
  readonly wentOnWithout: number;
}

export interface BreakdownCounts {
  readonly rows: readonly { readonly value: PropertyValue | null; readonly counts: readonly number[] }[];
  /** All values there are, shown or not. */
  readonly values: number;
  /** Those with a value that is not shown, each once. */
  readonly other: readonly number[];
  /** Those who did not get to the step whose event carries the value. */
  readonly unreached: readonly number[];
}

/** Numbers of the paths that got to a step; null where none did. */
export interface Spread {
  readonly median: number | null;
  readonly p90: number | null;
  readonly mean: number | null;
  /** How many are under the first bound, from each bound to under the next, and from the last on. */
  readonly distribution: readonly number[];
}

/** In ms, from the step before and from the beginning of the path; nothing of the first step, which takes no time. */
export interface StepTimes {
  readonly fromPrevious: readonly Spread[];
  readonly fromFirst: readonly Spread[];
}

export interface PeriodCounts {
  readonly from: Instant;
  readonly counts: readonly number[];
  /** From the beginning to the last step; null when nobody got there. */
  readonly medianMs: number | null;
}

export interface SegmentCounts {
  readonly counts: readonly number[];
  readonly medianMs: number | null;
  /** How many of those who began are in the first segment too. */
  readonly shared: number;
}
