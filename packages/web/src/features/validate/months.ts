import type { BacktestInstant } from '@cusp/engine/analyse/backtest/result.ts';
import type { MonthOfMembers } from '@cusp/engine/analyse/validation/result.ts';

/** One point of the backtest over time: the members with their interval, and the baseline as a band. Shares of 1. */
export interface MomentPoint {
  readonly label: string;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly of: number;
  readonly base: number | null;
  readonly baseLow: number | null;
  readonly baseHigh: number | null;
  /** The goal window is not over: the share may rise, and it is in nothing pooled. */
  readonly isImmature: boolean;
}

/** A point for each month. The baseline's band reaches over the intervals of the month's moments, which are of the same people looked at again. */
export function monthPoints(
  months: readonly MonthOfMembers[],
  instants: readonly BacktestInstant[],
  monthOf: (at: number) => string,
): readonly MomentPoint[] {
  return months.map(({ month, members }) => {
    const own = instants
      .filter(({ at, mature }) => mature && monthOf(at) === month)
      .map(({ others }) => others);
    const [count, of] = [sum(own.map((each) => each.count)), sum(own.map((each) => each.of))];
    const lows = own.flatMap(({ low }) => low ?? []);
    const highs = own.flatMap(({ high }) => high ?? []);
    return {
      label: month,
      share: members.share,
      low: members.low,
      high: members.high,
      of: members.of,
      base: of === 0 ? null : count / of,
      baseLow: lows.length === 0 ? null : Math.min(...lows),
      baseHigh: highs.length === 0 ? null : Math.max(...highs),
      isImmature: false,
    };
  });
}

/** A point for each moment. */
export function momentPoints(
  instants: readonly BacktestInstant[],
  labelOf: (at: number) => string,
): readonly MomentPoint[] {
  return instants.map(({ at, mature, members, others }) => ({
    label: labelOf(at),
    share: members.share,
    low: members.low,
    high: members.high,
    of: members.of,
    base: others.share,
    baseLow: others.low,
    baseHigh: others.high,
    isImmature: !mature,
  }));
}

/** In how many of the months that say anything the lift's interval lies above 1. */
export function heldMonths(months: readonly MonthOfMembers[]): {
  readonly held: number;
  readonly of: number;
} {
  const told = months.filter(({ ratio, members }) => members.of > 0 && ratio.estimate !== null);
  return { held: told.filter(({ ratio }) => (ratio.low ?? 0) > 1).length, of: told.length };
}

/** The month of an instant in a zone, as "2026-03". */
export function monthIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' });
  return (at) => format.format(at);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
