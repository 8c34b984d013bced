/** One row of a file by column name, as its format gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A row that could not be read. A class because a row may have any keys: only its prototype tells it from one. */
export class RowFault {
  readonly code: string;
  /** A sentence without its subject, the row. */
  readonly message: string;
  /** What was seen, cut short. */
  readonly seen: string;

  constructor(code: string, message: string, text: string) {
    this.code = code;
    this.message = message;
    this.seen = excerpt(text);
  }
}

/**
 * Some rows of a file, in order. Rows are counted from 1 over the whole file, blank and broken ones included, so that a
 * number means the same row on every reading: it is where a resumed import goes on and part of a derived insert id.
 */
export interface RowBlock {
  readonly first: number;
  /** Undefined: blank. */
  readonly rows: readonly (Row | RowFault | undefined)[];
  /** The row's own text: equal rows have equal texts. */
  readonly text: (index: number) => string;
  /** Where a person finds the row: `line 12`, `row 7`, `part.json.gz line 3`. */
  readonly where: (index: number) => string;
}

/** A file being read. Iterating `blocks` throws a FileReadError when the file cannot be read further. */
export interface OpenedFile {
  /** Column names when the format states them beforehand. */
  readonly columns: readonly string[] | undefined;
  readonly blocks: AsyncIterable<RowBlock>;
  /** Bytes of the file that were read so far, for progress. */
  readonly bytesRead: () => number;
  /** Parts of the file that could not be read while the rest was. */
  readonly troubles?: (() => readonly string[]) | undefined;
}

/** A file that cannot be read, or not to its end. The message says what was seen and what to do. */
export class FileReadError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FileReadError';
    this.code = code;
  }
}

/** Text for a report: one line, at most 200 characters. */
export function excerpt(text: string): string {
  const line = text.slice(0, 400).replaceAll(/\s+/g, ' ');
  return line.length > 200 || text.length > 400 ? `${line.slice(0, 199)}…` : line;
}
