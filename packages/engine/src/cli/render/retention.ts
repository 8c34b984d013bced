import type {
  RetentionAnswer,
  RetentionCell,
  RetentionComparison,
  RetentionRow,
} from '../../analyse/retention/result.ts';
import { printSelector } from '../../define/language/print-selector.ts';
import { defused } from '../../define/language/visible.ts';
import { bar, count, instantText, percent, points } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { curvesWords } from './retention-curves.ts';
import { retentionMap } from './retention-map.ts';
import { section, sections } from './sections.ts';

const BAR_WIDTH = 20;

/** Who came back in each interval after the start: all together, groups beside each other if asked, then by date of start. */
export function retentionWords(answer: RetentionAnswer): string {
  const { intervals, overall, byDate } = answer;
  if (overall.started === 0) return `Nobody started, as of ${instantText(answer.asOf)}.`;
  return sections([
    wrapped(headline(answer)),
    answer.returns[1] && answer.returns[0]
      ? wrapped(`Coming back, if not said otherwise: ${defused(printSelector(answer.returns[0]))}`)
      : '',
    overallTable(overall.cells, answer),
    answer.comparison
      ? section(
          `Members as of ${instantText(answer.comparison.membersAsOf)} beside the others`,
          comparisonTable(answer.comparison, intervals.unit, columnNames(answer)),
        )
      : '',
    ...curvesWords(answer, columnNames(answer)),
    overTimeWords(answer),
    byDate.length > 1
      ? retentionMap(
          `By ${intervals.unit} of the start`,
          'start',
          byDate.map((row) => ({ name: row.date, row })),
          columnNames(answer),
          intervals.unit,
        )
      : '',
  ]);
}

const WAYS = {
  on: 'in each',
  'on-or-after': 'in or after each',
  streak: 'in every one up to each',
} as const;

function headline({ unit, count: counted, intervals, overall, timeZone, asOf }: RetentionAnswer): string {
  const kind =
    intervals.kind === 'calendar'
      ? `calendar ${intervals.unit} (${timeZone})`
      : `${intervals.unit} of elapsed time`;
  return `${count(overall.started)} ${unit}s started; who came back ${WAYS[counted]} ${kind} since the start, as of ${instantText(asOf)}.`;
}

/** What each column is called: the number of an interval, or the first and last of a bracket. */
function columnNames({ columns }: RetentionAnswer): string[] {
  return columns.map(({ from, to }) => (to === from + 1 ? String(from) : `${from}-${to - 1}`));
}

function overallTable(cells: readonly RetentionCell[], answer: RetentionAnswer): string {
  const names = columnNames(answer);
  const waiting = cells.some(({ immature }) => immature > 0);
  return table(cells, [
    { title: answer.intervals.unit, cell: (cell) => names[cell.interval] ?? '', right: true },
    { title: 'came back', cell: ({ returned }) => bar(returned.share ?? 0, BAR_WIDTH) },
    { title: '', cell: ({ returned }) => (returned.of === 0 ? '·' : percent(returned.share)), right: true },
    { title: 'of', cell: ({ returned }) => count(returned.of), right: true },
    {
      title: '95% interval',
      cell: ({ returned: { low, high } }) => (low === null ? '' : `${percent(low)} to ${percent(high)}`),
    },
    ...(waiting
      ? [
          {
            title: 'not over yet for',
            cell: ({ immature }: RetentionCell) => (immature === 0 ? '' : count(immature)),
            right: true,
          },
        ]
      : []),
  ]);
}

export function comparisonTable(
  { members, baseline, differences }: RetentionComparison,
  unit: string,
  names: readonly string[] = differences.map(({ interval }) => String(interval)),
): string {
  const share = (row: RetentionRow, interval: number): string => {
    const returned = row.cells[interval]?.returned;
    return returned && returned.of > 0 ? `${percent(returned.share)} of ${count(returned.of)}` : '·';
  };
  return table(differences, [
    { title: unit, cell: ({ interval }) => names[interval] ?? '', right: true },
    { title: 'members', cell: ({ interval }) => share(members, interval), right: true },
    { title: 'others', cell: ({ interval }) => share(baseline, interval), right: true },
    {
      title: 'difference in points, 95% interval',
      cell: ({ estimate, low, high }) =>
        estimate === null ? '' : `${points(estimate)} (${points(low)} to ${points(high)})`,
    },
  ]);
}

function overTimeWords(answer: RetentionAnswer): string {
  const { overTime, intervals } = answer;
  if (!overTime || overTime.dates.length === 0) return '';
  const rows = table(overTime.dates, [
    { title: 'start', cell: ({ date }) => date },
    { title: 'came back', cell: ({ cell }) => bar(cell.returned.share ?? 0, BAR_WIDTH) },
    {
      title: '',
      cell: ({ cell }) => (cell.returned.of === 0 ? '·' : percent(cell.returned.share)),
      right: true,
    },
    { title: 'of', cell: ({ cell }) => count(cell.returned.of), right: true },
    {
      title: '95% interval',
      cell: ({ cell: { returned } }) =>
        returned.low === null ? '' : `${percent(returned.low)} to ${percent(returned.high)}`,
    },
    {
      title: 'not over yet for',
      cell: ({ cell }) => (cell.immature === 0 ? '' : count(cell.immature)),
      right: true,
    },
  ]);
  return section(
    `${capital(intervals.unit)} ${columnNames(answer)[overTime.interval]} by ${intervals.unit} of the start`,
    rows,
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
