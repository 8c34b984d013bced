import type {
  BacktestAnswer,
  BacktestInstant,
  BacktestPool,
  PooledShare,
} from '../../analyse/backtest/result.ts';
import type { Ratio } from '../../util/statistics/ratio.ts';
import { count, elapsed, instantText, percent, short } from '../output/format.ts';
import { type Column, TERMINAL_WIDTH, table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { sections } from './sections.ts';

/** The verdict first, then a line for each instant, then what they say together. */
export function backtestWords(answer: BacktestAnswer): string {
  const { instants, pool, unit } = answer;
  const base = answer.firstTime ? `, of ${unit}s who had not done it before` : '';
  return sections([
    wrapped(answer.verdict.sentence),
    wrapped(
      `Members at each instant, and who did the goal in the ${elapsed(answer.horizonMs)} after it${base}:`,
    ),
    instantTable(instants),
    pool.instants === 0 ? '' : poolWords(pool, unit),
  ]);
}

function instantTable(instants: readonly BacktestInstant[]): string {
  const ofDay = new Set(instants.map(({ at }) => instantText(at).slice(11)));
  const dates = ofDay.size === 1;
  const columns = (converted: (share: PooledShare) => string): Column<BacktestInstant>[] => [
    { title: 'as of', cell: ({ at }) => instantText(at).slice(0, dates ? 10 : 16) },
    { title: 'members', cell: ({ members }) => count(members.of), right: true },
    { title: 'converted', cell: ({ members }) => converted(members), right: true },
    { title: 'others', cell: ({ others }) => count(others.of), right: true },
    { title: 'converted', cell: ({ others }) => converted(others), right: true },
    {
      title: 'lift, 95% interval',
      cell: (instant) => (instant.mature ? ratioText(instant.ratio) : 'not over yet'),
    },
  ];
  const whole = table(
    instants,
    columns((share) => `${count(share.count)} (${percent(share.share)})`),
  );
  const isWide = whole.split('\n').some((line) => line.length > TERMINAL_WIDTH);
  const lines = isWide
    ? table(
        instants,
        columns((share) => percent(share.share)),
      )
    : whole;
  const [time] = ofDay;
  return dates && time !== '00:00:00 UTC' ? `${lines}\neach at ${time}` : lines;
}

/** A lift as `3.5x (1.2 to 9.8)`. */
export function ratioText({ estimate, low, high }: Ratio): string {
  if (estimate === null && low === 0 && high === null) return '-';
  const bounds = high === null ? `${short(low)} or more` : `${short(low)} to ${short(high)}`;
  return estimate === null ? `others none (${bounds})` : `${short(estimate)}x (${bounds})`;
}

function poolWords(pool: BacktestPool, unit: string): string {
  const together = (share: PooledShare): string =>
    `${count(share.count)} of ${count(share.of)} (${percent(share.share)})`;
  const over =
    pool.instants === 1
      ? 'the one instant that is over'
      : `the ${count(pool.instants)} instants that are over`;
  return [
    wrapped(
      `Over ${over}: members ${together(pool.members)}, others ${together(pool.others)}, lift ${ratioText(pool.ratio)}.`,
    ),
    wrapped(
      `${count(pool.distinctMembers)} different ${unit}s were members and ${count(pool.distinctMembersConverted)} of them converted, a median of ${elapsed(pool.medianLeadMs)} later. Of all conversions ${percent(pool.recall.share)} were members'.`,
    ),
  ].join('\n');
}
