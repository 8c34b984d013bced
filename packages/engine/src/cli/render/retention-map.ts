import type { RetentionCell, RetentionRow } from '../../analyse/retention/result.ts';
import { count, percent } from '../output/format.ts';
import { clipped, TERMINAL_WIDTH, table } from '../output/table.ts';
import { wrapped } from '../output/wrap.ts';
import { section } from './sections.ts';

const GAP = 2;
const CELL_WIDTH = 6;
const MOST_NAME = 30;

/** A heat map: a line for each row, a shaded share for each column. As many columns as fit, and those that do not are said. */
export function retentionMap(
  title: string,
  rowTitle: string,
  rows: readonly { readonly name: string; readonly row: RetentionRow }[],
  columns: readonly string[],
  unit: string,
): string {
  const nameWidth = Math.min(MOST_NAME, Math.max(...rows.map(({ name }) => [...name].length)));
  const started = Math.max('started'.length, ...rows.map(({ row }) => count(row.started).length));
  const wide = Math.max(CELL_WIDTH, ...columns.map((name) => name.length + 1));
  const fit = Math.floor((TERMINAL_WIDTH - nameWidth - GAP - started) / (wide + GAP));
  const shown = columns.slice(0, fit);
  const lines = table(rows, [
    { title: rowTitle, cell: ({ name }) => clipped(name, MOST_NAME) },
    { title: 'started', cell: ({ row }) => count(row.started), right: true },
    ...shown.map((name, column) => ({
      title: `${name} `,
      cell: ({ row }: { readonly row: RetentionRow }) => cellText(row.cells[column]),
      right: true,
    })),
  ]);
  const cells = rows.flatMap(({ row }) => shown.map((_, column) => row.cells[column]));
  const notes = [
    cells.some((cell) => cell && cell.returned.of === 0) ? '· not over yet' : '',
    cells.some(isPartly) ? '* over for some only, and the share is of those' : '',
    leftOut(columns.slice(fit), unit),
  ];
  return [section(title, lines), wrapped(notes.filter((note) => note !== '').join('; '))]
    .filter((part) => part !== '')
    .join('\n');
}

function leftOut(columns: readonly string[], unit: string): string {
  const [first] = columns;
  if (first === undefined) return '';
  return columns.length === 1
    ? `${unit} ${first}: --json`
    : `${unit}s ${first} to ${columns.at(-1)?.split('-').at(-1)}: --json`;
}

function cellText(cell: RetentionCell | undefined): string {
  if (!cell || cell.returned.of === 0) return '· ';
  return `${shade(cell.returned.share ?? 0)}${percent(cell.returned.share, 0)}${isPartly(cell) ? '*' : ' '}`;
}

function shade(share: number): string {
  return [' ', '░', '▒', '▓', '█'][Math.min(4, Math.floor(share * 5))] ?? ' ';
}

function isPartly(cell: RetentionCell | undefined): boolean {
  return cell !== undefined && cell.returned.of > 0 && cell.immature > 0;
}
