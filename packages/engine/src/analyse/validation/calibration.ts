import type { Instant } from '../../model/time.ts';
import { localTime } from '../../util/calendar.ts';
import { clusteredShare } from '../../util/statistics/clustered-share.ts';
import { clusteredRatio, type Stratum } from '../../util/statistics/mantel-haenszel.ts';
import type { BacktestCourse } from '../backtest/result.ts';
import type { MonthOfMembers } from './result.ts';

/**
 * Does the cohort keep its word from month to month? For each month of the project's time zone: what share of the members at its
 * instants converted, beside the share in all earlier months together, which is what one would have expected of them. `strata` are
 * the counts at each instant, `isMature` which instants' horizon is over: others are left out.
 */
export function calibration(
  instants: readonly Instant[],
  strata: readonly Stratum[],
  isMature: (stratum: number) => boolean,
  courses: readonly BacktestCourse[],
  timeZone: string,
): readonly MonthOfMembers[] {
  const months = new Map<string, number[]>();
  for (const [stratum, at] of instants.entries()) {
    if (!isMature(stratum)) continue;
    const month = new Date(localTime(at, timeZone)).toISOString().slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), stratum]);
  }
  const earlier = { count: 0, of: 0 };
  return [...months].map(([month, ofMonth]) => {
    const within = new Set(ofMonth);
    const members = clusteredShare(membersOf(courses, within));
    const expected = earlier.of === 0 ? null : earlier.count / earlier.of;
    earlier.count += members.count;
    earlier.of += members.of;
    const { low, high } = members;
    return {
      month,
      instants: ofMonth.length,
      members,
      expected,
      isAsExpected:
        expected === null || low === null || high === null ? null : expected >= low && expected <= high,
      ratio: clusteredRatio(
        strata.map((stratum, i) => (within.has(i) ? stratum : NOBODY)),
        onlyWithin(courses, within),
      ),
    };
  });
}

const NOBODY: Stratum = { count: 0, of: 0, baseCount: 0, baseOf: 0 };

function* membersOf(courses: readonly BacktestCourse[], within: ReadonlySet<number>) {
  for (const { subjects, entries } of courses) {
    const looks = entries.filter(({ stratum, inBase }) => !inBase && within.has(stratum));
    if (looks.length === 0) continue;
    yield { subjects, of: looks.length, count: looks.filter(({ success }) => success).length };
  }
}

function* onlyWithin(courses: readonly BacktestCourse[], within: ReadonlySet<number>) {
  for (const { subjects, entries } of courses) {
    const looks = entries.filter(({ stratum }) => within.has(stratum));
    if (looks.length > 0) yield { subjects, entries: looks };
  }
}
