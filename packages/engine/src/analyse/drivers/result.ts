import type { Instant } from '../../model/time.ts';
import type { Difference } from '../../util/statistics/difference.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import type { JourneyNode } from '../journeys/result.ts';

export const DRIVER_TEST = 'two-sided pooled z-test of two proportions';
export const DRIVER_ADJUSTMENT = 'Benjamini-Hochberg';

/** One event and how it goes together with converting. That it drives it is not shown: see `notes`. */
export interface Driver {
  readonly node: JourneyNode;
  /** Who did it, of those who converted and of those who did not. */
  readonly converters: Proportion;
  readonly droppers: Proportion;
  /** The first share less the second, with its interval. */
  readonly difference: Difference;
  /** Phi (Matthews' correlation) of doing it and converting, from -1 to 1; null when all did it, or all converted. */
  readonly phi: number | null;
  /** Who converted, of those who did it and of those who did not. */
  readonly conversionIfDone: Proportion;
  readonly conversionIfNot: Proportion;
  readonly z: number | null;
  /** Two-sided; null when there is nothing to test. */
  readonly p: number | null;
  /** `p` after Benjamini and Hochberg's adjustment for all events that were tested. */
  readonly adjustedP: number | null;
  /** Fewer than five in some cell of the table: the test is approximate, look at the interval. */
  readonly isSmall: boolean;
  /** How often, on average, those did it who did. */
  readonly timesIfConverted: number | null;
  readonly timesIfNot: number | null;
  /** Median time from the start to the first one. */
  readonly medianMsIfConverted: number | null;
  readonly medianMsIfNot: number | null;
}

export interface DriversPart {
  /** Units that did the first event: those who converted, those who did not, and those of whom it is open. As a funnel counts them. */
  readonly starters: number;
  readonly converted: number;
  readonly notConverted: number;
  readonly open: number;
  /** Converted no later than the landmark, and left out of the comparison; null without one. */
  readonly early: number | null;
  /** Who is compared: converters of all that are looked at. */
  readonly compared: Proportion;
  /** Events that were tested, and those that too few did. */
  readonly tested: number;
  readonly rare: number;
  /** By the size of phi, the strongest first; `limit` of the tested. */
  readonly drivers: readonly Driver[];
}

export interface DriversAnswer extends DriversPart {
  readonly asOf: Instant;
  readonly withinMs: number;
  readonly landmarkMs: number | null;
  readonly test: typeof DRIVER_TEST;
  readonly adjustment: typeof DRIVER_ADJUSTMENT;
  /** What to bear in mind with these numbers. */
  readonly notes: readonly string[];
  readonly segments: readonly (DriversPart & { readonly name: string })[] | null;
}
