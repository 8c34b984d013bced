import type { BacktestPool, Finding, Verdict } from './result.ts';

/** Fewer different people than these, and an interval says more than the data can. */
export const LEAST_MEMBERS = 20;
export const LEAST_CONVERTED = 10;
/** A ratio of shares up to which a difference is of no use to anybody: noise is when the interval stays below it. */
export const WORTHWHILE_RATIO = 1.5;

/** What a pooled backtest shows, from its interval alone: an interval that holds 1 and a large ratio too has shown neither. */
export function verdict(pool: BacktestPool): Verdict {
  const finding = findingOf(pool);
  return { finding, sentence: `${HEADLINE[finding]}: ${reason(pool, finding)}.` };
}

function findingOf({ instants, distinctMembers, distinctConverted, ratio }: BacktestPool): Finding {
  if (instants === 0 || distinctMembers < LEAST_MEMBERS || distinctConverted < LEAST_CONVERTED)
    return 'not-enough-data';
  if (ratio.low !== null && ratio.low > 1) return 'signal';
  if (ratio.high !== null && ratio.high < 1) return 'opposite';
  return ratio.high !== null && ratio.high <= WORTHWHILE_RATIO ? 'noise' : 'not-enough-data';
}

const HEADLINE: Readonly<Record<Finding, string>> = {
  signal: 'Signal',
  opposite: 'The opposite of a signal',
  noise: 'Noise',
  'not-enough-data': 'Not enough data',
};

function reason(pool: BacktestPool, finding: Finding): string {
  const { instants, members, others, distinctMembers, distinctConverted } = pool;
  if (instants === 0) return 'no instant lies a whole horizon back yet';
  if (distinctMembers < LEAST_MEMBERS)
    return `${distinctMembers} were ever members at the instants looked at, and fewer than ${LEAST_MEMBERS} prove nothing`;
  if (distinctConverted < LEAST_CONVERTED)
    return `${distinctConverted} converted in all, and fewer than ${LEAST_CONVERTED} prove nothing`;
  const counts = `${members.count} of ${members.of} times against ${others.count} of ${others.of}, over ${instants} instant${instants === 1 ? '' : 's'}`;
  const lift = `members converted ${liftText(pool)} (${counts})`;
  return finding === 'not-enough-data' ? `${lift}, which fits both a strong signal and none` : lift;
}

function liftText({ ratio }: BacktestPool): string {
  const low = (ratio.low ?? 0).toFixed(2);
  const interval = ratio.high === null ? `at least ${low}` : `${low} to ${ratio.high.toFixed(2)}`;
  const estimate =
    ratio.estimate === null
      ? 'more often than others, who never did'
      : `${ratio.estimate.toFixed(2)} times as often as others`;
  return `${estimate}, 95% interval ${interval}`;
}
