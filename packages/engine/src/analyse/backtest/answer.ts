import type { Instant } from '../../model/time.ts';
import { shareDifference } from '../../util/statistics/difference.ts';
import { clusteredRatio, type Stratum } from '../../util/statistics/mantel-haenszel.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { median } from '../../util/statistics/quantile.ts';
import { type Ratio, shareRatio } from '../../util/statistics/ratio.ts';
import type { BacktestAnswer, BacktestCourse, BacktestInstant, BacktestPool, PooledShare } from './result.ts';
import type { BacktestSpec } from './spec.ts';
import { verdict } from './verdict.ts';

interface Tally {
  readonly strata: readonly Stratum[];
  /** By instant: time from it to the goal, of the members who converted. */
  readonly leads: readonly (readonly number[])[];
}

/** The numbers of a backtest out of its units' courses. `courses` is walked more than once. */
export function backtestAnswer(
  spec: Pick<BacktestSpec, 'unit' | 'firstTime'>,
  instants: readonly Instant[],
  asOf: Instant,
  horizonMs: number,
  courses: Iterable<BacktestCourse>,
): BacktestAnswer {
  const { strata, leads } = tally(instants.length, courses);
  const answered = strata.map((stratum, i): BacktestInstant => {
    const at = instants[i] ?? 0;
    const { count, of, baseCount, baseOf } = stratum;
    return {
      at,
      mature: at + horizonMs <= asOf,
      members: proportion(count, of),
      others: proportion(baseCount, baseOf),
      ratio: shareRatio(count, of, baseCount, baseOf),
      difference: shareDifference(count, of, baseCount, baseOf),
      recall: proportion(count, count + baseCount),
      medianLeadMs: median(leads[i] ?? []),
    };
  });
  const pool = pooled(answered, strata, leads, courses);
  return {
    kind: 'backtest',
    unit: spec.unit,
    horizonMs,
    firstTime: spec.firstTime,
    asOf,
    instants: answered,
    pool,
    verdict: verdict(pool),
  };
}

/** The counts at each of so many instants, and how long the members who converted took. */
export function tally(instants: number, courses: Iterable<BacktestCourse>): Tally {
  const strata = Array.from({ length: instants }, () => ({ count: 0, of: 0, baseCount: 0, baseOf: 0 }));
  const leads = Array.from({ length: instants }, (): number[] => []);
  for (const { subjects, entries } of courses) {
    for (const { stratum, inBase, success, leadMs } of entries) {
      const sums = strata[stratum];
      if (!sums) continue;
      if (inBase) sums.baseOf += subjects;
      else sums.of += subjects;
      if (!success) continue;
      if (inBase) sums.baseCount += subjects;
      else sums.count += subjects;
      if (leadMs !== undefined) for (let i = 0; i < subjects; i += 1) leads[stratum]?.push(leadMs);
    }
  }
  return { strata, leads };
}

function pooled(
  instants: readonly BacktestInstant[],
  strata: readonly Stratum[],
  leads: Tally['leads'],
  courses: Iterable<BacktestCourse>,
): BacktestPool {
  const isMature = (at: number): boolean => instants[at]?.mature === true;
  // An immature stratum of nobody adds nothing to the pool, and the others keep their places.
  const mature = strata.map((stratum, at) =>
    isMature(at) ? stratum : { count: 0, of: 0, baseCount: 0, baseOf: 0 },
  );
  const total = (key: keyof Stratum) => mature.reduce((sum, stratum) => sum + stratum[key], 0);
  let distinctMembers = 0;
  let distinctMembersConverted = 0;
  let distinctConverted = 0;
  for (const { subjects, entries } of courses) {
    const counted = entries.filter(({ stratum }) => isMature(stratum));
    if (counted.some(({ inBase }) => !inBase)) distinctMembers += subjects;
    if (counted.some(({ inBase, success }) => success && !inBase)) distinctMembersConverted += subjects;
    if (counted.some(({ success }) => success)) distinctConverted += subjects;
  }
  return {
    instants: instants.filter(({ mature: is }) => is).length,
    members: share(total('count'), total('of')),
    others: share(total('baseCount'), total('baseOf')),
    recall: share(total('count'), total('count') + total('baseCount')),
    distinctMembers,
    distinctMembersConverted,
    distinctConverted,
    ...pooledRatio(mature, onlyMature(courses, isMature)),
    medianLeadMs: median(leads.flatMap((each, at) => (isMature(at) ? each : []))),
  };
}

function pooledRatio(
  strata: readonly Stratum[],
  courses: Iterable<BacktestCourse>,
): { readonly ratio: Ratio; readonly method: BacktestPool['method'] } {
  const both = strata.filter(({ of, baseOf }) => of > 0 && baseOf > 0);
  const converted = both.some(({ count }) => count > 0) && both.some(({ baseCount }) => baseCount > 0);
  if (both.length > 1 && converted) return { ratio: clusteredRatio(strata, courses), method: 'clustered' };
  const largest = [...both].sort((a, b) => b.of - a.of)[0];
  if (!largest) return { ratio: { estimate: null, low: 0, high: null }, method: 'single-instant' };
  const { count, of, baseCount, baseOf } = largest;
  return { ratio: shareRatio(count, of, baseCount, baseOf), method: 'single-instant' };
}

function* onlyMature(
  courses: Iterable<BacktestCourse>,
  isMature: (at: number) => boolean,
): Generator<BacktestCourse> {
  for (const { subjects, entries } of courses) {
    const counted = entries.filter(({ stratum }) => isMature(stratum));
    if (counted.length > 0) yield { subjects, entries: counted };
  }
}

function share(count: number, of: number): PooledShare {
  return { count, of, share: of === 0 ? null : count / of };
}
