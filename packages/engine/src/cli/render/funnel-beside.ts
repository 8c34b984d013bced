import type { Spread } from '../../analyse/funnel/counts.ts';
import type { FunnelAnswer, FunnelSegment } from '../../analyse/funnel/result.ts';
import { printSelector } from '../../define/language/print-selector.ts';
import { defused } from '../../define/language/visible.ts';
import { must } from '../../util/assert.ts';
import { SHARE_ADJUSTMENT, SHARE_TEST } from '../../util/statistics/compare-shares.ts';
import type { Proportion } from '../../util/statistics/proportion.ts';
import { bar, count, elapsed, instantText, percent, points, short } from '../output/format.ts';
import { clipped, TERMINAL_WIDTH, table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { section } from './sections.ts';

const BAR_WIDTH = 20;

/** What is asked beside the steps: segments, times, frequency, conversion over time; a block each. */
export function besideWords(answer: FunnelAnswer, units: string): string[] {
  return [
    segmentWords(answer, units),
    ...timeWords(answer, units),
    frequencyWords(answer, units),
    overTimeWords(answer, units),
  ];
}

function segmentWords({ segments }: FunnelAnswer, units: string): string {
  if (!segments) return '';
  const { rows } = segments;
  const [first, ...others] = rows;
  const shares = table(rows, [
    { title: 'segment', cell: (row) => defused(row.name), flexible: true },
    { title: units, cell: (row) => count(row.counts[0] ?? 0), right: true },
    { title: 'all the way', cell: (row) => count(row.counts.at(-1) ?? 0), right: true },
    { title: 'share', cell: (row) => percent(row.converted.share), right: true },
    { title: '95% interval', cell: (row) => interval(row.converted) },
    { title: 'median', cell: (row) => elapsed(row.medianMs), right: true },
  ]);
  const compared = others.filter(({ comparison }) => comparison !== null);
  if (!first || compared.length === 0)
    return [section('Segments', shares), segments.notCompared ?? ''].filter(Boolean).join('\n');
  const untested = [...new Set(compared.flatMap(({ comparison }) => comparison?.why ?? []))];
  const isSmall = compared.some(({ comparison }) => comparison?.isSmall);
  return [
    section('Segments', shares),
    wrapped(`Beside ${defused(first.name)}: ${SHARE_TEST}, ${SHARE_ADJUSTMENT}`),
    table(compared, [
      { title: 'segment', cell: (row) => defused(row.name), flexible: true },
      { title: 'difference in points, 95% interval', cell: differenceText },
      { title: 'times', cell: ({ comparison }) => short(comparison?.ratio.estimate), right: true },
      { title: 'p', cell: ({ comparison }) => chance(comparison?.p), right: true },
      { title: 'adjusted', cell: ({ comparison }) => chance(comparison?.adjustedP), right: true },
    ]),
    ...untested.map((why) => wrapped(why)),
    ...(isSmall
      ? [wrapped('Some group has fewer than five of either kind: look at the interval, not at p.')]
      : []),
  ].join('\n');
}

function differenceText({ comparison }: FunnelSegment): string {
  const difference = comparison?.difference;
  if (!difference || difference.estimate === null) return '-';
  return `${points(difference.estimate)} (${points(difference.low)} to ${points(difference.high)})`;
}

function chance(p: number | null | undefined): string {
  if (p === null || p === undefined) return '-';
  return p < 0.0001 ? '<0.0001' : p.toFixed(4);
}

function timeWords({ steps, timeBounds }: FunnelAnswer, units: string): string[] {
  if (!timeBounds) return [];
  const timed = steps.flatMap(({ times }, at) => (times ? [{ step: at + 1, times }] : []));
  const last = timed.at(-1);
  const lines = table(timed, [
    { title: 'step', cell: ({ step }) => String(step), right: true },
    { title: 'median', cell: ({ times }) => elapsed(times.fromPrevious.median), right: true },
    { title: '90%', cell: ({ times }) => elapsed(times.fromPrevious.p90), right: true },
    { title: 'mean', cell: ({ times }) => elapsed(times.fromPrevious.mean), right: true },
    { title: 'median', cell: ({ times }) => elapsed(times.fromFirst.median), right: true },
    { title: '90%', cell: ({ times }) => elapsed(times.fromFirst.p90), right: true },
    { title: 'mean', cell: ({ times }) => elapsed(times.fromFirst.mean), right: true },
  ]);
  if (!last) return [];
  return [
    section('How long it took from the step before, and from the first', lines),
    section(`From the first step to the last, by ${units}`, bars(last.times.fromFirst, timeBounds, elapsed)),
  ];
}

function frequencyWords({ frequency }: FunnelAnswer, units: string): string {
  if (!frequency) return '';
  const heading = `How often ${defused(printSelector(frequency.event))} before step ${frequency.before}, by ${units}`;
  const { median, p90, mean } = frequency;
  return [
    clipped(heading, TERMINAL_WIDTH),
    bars(frequency, frequency.bounds, (bound) => count(bound)),
    `median ${short(median)}, 90% at most ${short(p90)}, mean ${short(mean)}`,
  ].join('\n');
}

/** A bar for each range that a bound begins or ends. */
function bars({ distribution }: Spread, bounds: readonly number[], text: (bound: number) => string): string {
  const most = Math.max(1, ...distribution);
  const rows = distribution.map((value, at) => ({ value, low: bounds[at - 1], high: bounds[at] }));
  return table(rows, [
    {
      title: '',
      cell: ({ low, high }) =>
        low === undefined
          ? `under ${text(must(high, 'first bound'))}`
          : high === undefined
            ? `${text(low)} or more`
            : `${text(low)} to under ${text(high)}`,
    },
    { title: '', cell: ({ value }) => count(value), right: true },
    { title: '', cell: ({ value }) => bar(value / most, BAR_WIDTH) },
  ])
    .split('\n')
    .slice(1)
    .join('\n');
}

function overTimeWords({ overTime }: FunnelAnswer, units: string): string {
  if (!overTime) return '';
  const lines = table(overTime, [
    { title: 'began from', cell: ({ from }) => instantText(from).replace(/:00 UTC$/, '') },
    { title: units, cell: ({ counts }) => count(counts[0] ?? 0), right: true },
    {
      title: 'share',
      cell: ({ converted, isImmature }) => `${percent(converted.share)}${isImmature ? '*' : ' '}`,
      right: true,
    },
    { title: '95% interval', cell: ({ converted }) => interval(converted) },
    { title: 'median', cell: ({ medianMs }) => elapsed(medianMs), right: true },
    { title: '', cell: ({ converted }) => bar(converted.share ?? 0, BAR_WIDTH) },
  ]);
  const mark = overTime.some(({ isImmature }) => isImmature)
    ? '\n* not over yet: its share may still rise'
    : '';
  return section('By when they began', lines) + mark;
}

function interval({ low, high }: Proportion): string {
  return low === null || high === null ? '-' : `${percent(low)} to ${percent(high)}`;
}
