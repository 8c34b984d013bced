/** What a cell may hold; null and undefined are empty. */
export type CsvCell = string | number | boolean | null | undefined;

/**
 * One record of RFC 4180 without its line end. A cell is quoted where it must be. A text that a spreadsheet would run as a formula gets
 * an apostrophe in front (OWASP, CSV injection); numbers stay numbers.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map((cell) => quoted(text(cell))).join(',');
}

function text(cell: CsvCell): string {
  if (typeof cell === 'string') return /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return cell === null || cell === undefined ? '' : String(cell);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
