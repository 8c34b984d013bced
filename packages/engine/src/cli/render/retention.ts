import type {
  RetentionAnswer,
  RetentionCell,
  RetentionComparison,
  RetentionRow,
} from '../../analyse/retention/result.ts';
import { bar, count, instantText, percent } from '../output/format.ts';
import { TERMINAL_WIDTH, table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { section, sections } from './sections.ts';

const BAR_WIDTH = 20;
const GAP = 2;
const CELL_WIDTH = 5;

/** Who came back in each interval after the start: all together, members beside others if asked, then by date of start. */
export function retentionWords(answer: RetentionAnswer): string {
  const { intervals, overall, byDate } = answer;
  if (overall.started === 0) return `Nobody started, as of ${instantText(answer.asOf)}.`;
  return sections([
    wrapped(headline(answer)),
    overallTable(overall.cells, intervals.unit),
    answer.comparison
      ? section(
          `Members as of ${instantText(answer.comparison.membersAsOf)} beside the others`,
          comparisonTable(answer.comparison, intervals.unit),
        )
      : '',
    byDate.length > 1 ? dateTable(answer) : '',
  ]);
}

function headline({ unit, count: counted, intervals, overall, timeZone, asOf }: RetentionAnswer): string {
  const way = counted === 'on' ? 'in each' : 'in or after each';
  const kind =
    intervals.kind === 'calendar'
      ? `calendar ${intervals.unit} (${timeZone})`
      : `${intervals.unit} of elapsed time`;
  return `${count(overall.started)} ${unit}s started; who came back ${way} ${kind} since the start, as of ${instantText(asOf)}.`;
}

function overallTable(cells: readonly RetentionCell[], unit: string): string {
  const waiting = cells.some(({ immature }) => immature > 0);
  return table(cells, [
    { title: unit, cell: (cell) => String(cell.interval), right: true },
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
): string {
  const share = (row: RetentionRow, interval: number): string => {
    const returned = row.cells[interval]?.returned;
    return returned && returned.of > 0 ? `${percent(returned.share)} of ${count(returned.of)}` : '·';
  };
  return table(differences, [
    { title: unit, cell: ({ interval }) => String(interval), right: true },
    { title: 'members', cell: ({ interval }) => share(members, interval), right: true },
    { title: 'others', cell: ({ interval }) => share(baseline, interval), right: true },
    {
      title: 'difference in points, 95% interval',
      cell: ({ estimate, low, high }) =>
        estimate === null ? '' : `${points(estimate)} (${points(low)} to ${points(high)})`,
    },
  ]);
}

function points(share: number | null): string {
  if (share === null) return '-';
  const rounded = Math.round(share * 1000) / 10;
  return rounded > 0 ? `+${rounded.toFixed(1)}` : Math.abs(rounded) === 0 ? '0.0' : rounded.toFixed(1);
}

/** A row for each date of start; as many intervals as fit, and those that do not are said. */
function dateTable({ byDate, intervals }: RetentionAnswer): string {
  const started = Math.max('started'.length, ...byDate.map((row) => count(row.started).length));
  const fit = Math.floor((TERMINAL_WIDTH - '2026-01-01'.length - GAP - started) / (CELL_WIDTH + GAP));
  const shown = Array.from({ length: Math.min(fit, intervals.last + 1) }, (_, interval) => interval);
  const lines = table(byDate, [
    { title: 'start', cell: (row) => row.date },
    { title: 'started', cell: (row) => count(row.started), right: true },
    ...shown.map((interval) => ({
      title: `${interval} `,
      cell: (row: RetentionRow) => cellText(row.cells[interval]),
      right: true,
    })),
  ]);
  const cells = byDate.flatMap((row) => shown.map((interval) => row.cells[interval]));
  const notes = [
    cells.some((cell) => cell && cell.returned.of === 0) ? '· not over yet' : '',
    cells.some(isPartly) ? '* over for some only, and the share is of those' : '',
    leftOut(shown.length, intervals),
  ];
  return [
    section(`By ${intervals.unit} of the start`, lines),
    wrapped(notes.filter((note) => note !== '').join('; ')),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function leftOut(from: number, { unit, last }: RetentionAnswer['intervals']): string {
  if (from > last) return '';
  return from === last ? `${unit} ${last} by date: --json` : `${unit}s ${from} to ${last} by date: --json`;
}

function cellText(cell: RetentionCell | undefined): string {
  if (!cell || cell.returned.of === 0) return '· ';
  return `${percent(cell.returned.share, 0)}${isPartly(cell) ? '*' : ' '}`;
}

function isPartly(cell: RetentionCell | undefined): boolean {
  return cell !== undefined && cell.returned.of > 0 && cell.immature > 0;
}
