import { type Options, stringify } from 'csv-stringify/sync';

/** What a cell may hold; null and undefined are empty. */
export type CsvCell = string | number | boolean | null | undefined;

/** A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection); numbers stay numbers. */
const OPTIONS: Options = {
  eof: false,
  escape_formulas: true,
  cast: {
    boolean: String,
    number: (value) => ({ value: String(value), escape_formulas: false }),
  },
};

/** One record of RFC 4180 without its line end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return stringify([[...cells]], OPTIONS);
}

/** Many records, each with its line end. */
export function csvLines(rows: readonly (readonly CsvCell[])[], lineEnd: string): string {
  return stringify(
    rows.map((row) => [...row]),
    { ...OPTIONS, eof: true, record_delimiter: lineEnd },
  );
}
