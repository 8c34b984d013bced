import type { FunnelAnswer } from '../../analyse/funnel/result.ts';
import type { ValidationAnswer } from '../../analyse/validation/result.ts';
import { printSelector } from '../../define/language/print-selector.ts';
import { defused } from '../../define/language/visible.ts';
import { count, elapsed, instantText, percent, short } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { backtestWords, ratioText } from './backtest.ts';
import { comparisonTable } from './retention.ts';
import { section, sections } from './sections.ts';

/** The verdict and its backtest, then retention and the funnel, members beside the others. */
export function validationWords(answer: ValidationAnswer): string {
  const { backtest, retention, funnel, from, afterEntry, months, thresholds, thresholdsLeftOut } = answer;
  return sections([
    backtestWords(backtest),
    afterEntryWords(afterEntry, backtest.horizonMs),
    months.length > 0
      ? section(
          wrapped('Month by month, beside what the months before would have made one expect:'),
          monthTable(months),
        )
      : '',
    thresholds.length > 0
      ? section(
          wrapped('The same with one number shifted:'),
          thresholdTable(backtest.pool, thresholds) +
            (thresholdsLeftOut > 0 ? `\n${count(thresholdsLeftOut)} more shifts were left out` : ''),
        )
      : '',
    retention.comparison
      ? section(
          wrapped(`Who came back, members as of ${instantText(from)} beside the others:`),
          comparisonTable(retention.comparison, retention.intervals.unit),
        )
      : '',
    funnel
      ? section(
          wrapped(
            `How far they went within ${elapsed(funnel.members.conversionWindowMs)}, from ${instantText(from)} on:`,
          ),
          funnelTable(funnel.members, funnel.baseline),
        )
      : '',
  ]);
}

function afterEntryWords(
  { entered, others, ratio }: ValidationAnswer['afterEntry'],
  horizonMs: number,
): string {
  const of = (share: {
    readonly count: number;
    readonly of: number;
    readonly share: number | null;
  }): string => `${count(share.count)} of ${count(share.of)} (${percent(share.share)})`;
  return wrapped(
    `Within ${elapsed(horizonMs)} of entering ${of(entered)} converted; of those who were there and did not enter ${of(others)}, lift ${ratioText(ratio)}.`,
  );
}

function monthTable(months: ValidationAnswer['months']): string {
  return table(months, [
    { title: 'month', cell: ({ month }) => month },
    { title: 'members', cell: ({ members }) => count(members.of), right: true },
    { title: 'converted', cell: ({ members }) => percent(members.share), right: true },
    { title: 'from', cell: ({ members }) => percent(members.low), right: true },
    { title: 'to', cell: ({ members }) => percent(members.high), right: true },
    { title: 'expected', cell: ({ expected }) => percent(expected), right: true },
    {
      title: '',
      cell: ({ isAsExpected }) =>
        isAsExpected === null ? '' : isAsExpected ? 'as expected' : 'not as expected',
    },
  ]);
}

function thresholdTable(
  pool: ValidationAnswer['backtest']['pool'],
  thresholds: ValidationAnswer['thresholds'],
): string {
  const rows = [
    { shift: 'as it is', clause: '', ...pool },
    ...thresholds.map((each) => ({ ...each, shift: shiftText(each) })),
  ];
  return table(rows, [
    { title: 'shift', cell: ({ shift }) => shift },
    { title: 'members', cell: ({ distinctMembers }) => count(distinctMembers), right: true },
    { title: 'precision', cell: ({ members }) => percent(members.share), right: true },
    { title: 'recall', cell: ({ recall }) => percent(recall.share), right: true },
    { title: 'lift', cell: ({ ratio }) => ratioText(ratio) },
    { title: 'in', cell: ({ clause }) => defused(clause), flexible: true },
  ]);
}

/** Which number of its clause, and how: `count 3 to 2`, `window 14 to 7`. */
function shiftText({ path, from, to }: ValidationAnswer['thresholds'][number]): string {
  const steps = path.split('.');
  const [name] = steps.filter((step) => NAMES_OF_LENGTHS.has(step)).slice(-1);
  return `${name ?? steps.at(-1)} ${short(from)} to ${short(to)}`;
}

const NAMES_OF_LENGTHS: ReadonlySet<string> = new Set(['window', 'within', 'period']);

function funnelTable(members: FunnelAnswer, baseline: FunnelAnswer): string {
  const rows = members.steps.map((member, at) => ({ member, other: baseline.steps[at] }));
  return table(rows, [
    { title: 'step', cell: ({ member }) => defused(printSelector(member.event)), flexible: true },
    { title: 'members', cell: ({ member }) => count(member.count), right: true },
    { title: 'of first', cell: ({ member }) => percent(member.ofFirst.share), right: true },
    { title: 'others', cell: ({ other }) => count(other?.count ?? 0), right: true },
    { title: 'of first', cell: ({ other }) => percent(other?.ofFirst.share), right: true },
  ]);
}
