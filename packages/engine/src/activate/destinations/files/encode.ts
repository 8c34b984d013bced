import { csvLines } from '../../../util/csv-line.ts';
import type { Column, FileRow } from './columns.ts';
import { parquetEncoder } from './parquet.ts';
import type { FileFormat } from './settings.ts';

/** Turns rows into the bytes of one file, bit by bit: what `begin`, any number of `rows` and `end` return, one after the other. */
export interface Encoder {
  readonly begin: () => Uint8Array;
  readonly rows: (rows: readonly FileRow[]) => Uint8Array;
  readonly end: () => Uint8Array;
}

export function encoderOf(format: FileFormat, columns: readonly Column[]): Encoder {
  switch (format) {
    case 'csv':
      return csvEncoder(columns);
    case 'jsonl':
      return jsonLinesEncoder(columns);
    case 'parquet':
      return parquetEncoder(columns);
  }
}

/** All rows at once. The same rows give the same bytes. */
export function encoded(
  format: FileFormat,
  columns: readonly Column[],
  rows: readonly FileRow[],
): Uint8Array {
  const encoder = encoderOf(format, columns);
  return Buffer.concat([encoder.begin(), encoder.rows(rows), encoder.end()]);
}

const NOTHING = new Uint8Array();
const LINE_END = '\r\n';

/** RFC 4180 with a header. A text that a spreadsheet would run as a formula gets an apostrophe in front; lists and objects are JSON. */
function csvEncoder(columns: readonly Column[]): Encoder {
  const lines = (rows: Parameters<typeof csvLines>[0]) => Buffer.from(csvLines(rows, LINE_END));
  return {
    begin: () => lines([columns.map(({ name }) => name)]),
    rows: (rows) =>
      lines(
        rows.map((row) =>
          columns.map(({ kind, of }) => {
            const value = of(row);
            if (kind === 'instant' && typeof value === 'number') return new Date(value).toISOString();
            return typeof value === 'object' ? JSON.stringify(value) : value;
          }),
        ),
      ),
    end: () => NOTHING,
  };
}

/** A JSON object a line. What a row does not have is left out. */
function jsonLinesEncoder(columns: readonly Column[]): Encoder {
  return {
    begin: () => NOTHING,
    rows: (rows) =>
      Buffer.from(
        rows
          .map((row) => {
            const cells = columns.map(({ name, kind, of }) => {
              const value = of(row);
              const instant = kind === 'instant' && typeof value === 'number';
              return [name, instant ? new Date(value).toISOString() : value] as const;
            });
            return `${JSON.stringify(Object.fromEntries(cells))}\n`;
          })
          .join(''),
      ),
    end: () => NOTHING,
  };
}
