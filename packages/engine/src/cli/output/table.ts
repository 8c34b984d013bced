export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Numbers stand to the right. Default left. */
  readonly right?: boolean | undefined;
  /** May be cut with an ellipsis when the table is too wide. */
  readonly flexible?: boolean | undefined;
}

export const TERMINAL_WIDTH = 80;
const GAP = 2;

/** Rows under their titles, aligned, no wider than `width`: flexible columns give way, the widest first. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width = TERMINAL_WIDTH,
): string {
  const cells = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => printable(column.cell(row)))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => displayWidth(line[at] ?? ''))));
  shrink(widths, columns, width - GAP * (columns.length - 1));
  return cells
    .map((line) =>
      line
        .map((cell, at) =>
          padded(clipped(cell, widths[at] ?? 0), widths[at] ?? 0, columns[at]?.right ?? false),
        )
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
    .join('\n');
}

/** What came from outside must not move the cursor or break the line. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function shrink<Row>(widths: number[], columns: readonly Column<Row>[], room: number): void {
  const least = 6;
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    let widest = -1;
    columns.forEach((column, at) => {
      const here = widths[at] ?? 0;
      if (column.flexible && here > least && here > (widths[widest] ?? 0)) widest = at;
    });
    if (widest < 0) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function displayWidth(text: string): number {
  return [...text].length;
}

/** `text` in at most `width` characters; an ellipsis shows where it was cut. */
export function clipped(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

function padded(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return right ? space + text : text + space;
}
