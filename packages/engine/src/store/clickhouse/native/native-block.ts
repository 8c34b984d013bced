import { Bytes } from './bytes.ts';
import type { Column } from './column.ts';

/** Rows of a table in ClickHouse's Native format: by column, in the form in which the engine keeps them. */
export interface NativeBlock {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly bytes: Buffer;
  /** Of a block of events: the first and the last arrival number in it. */
  readonly arrivals?: { readonly from: number; readonly to: number } | undefined;
  /** One of many small blocks in a row, beside which others wait for theirs: what can wait until all are written should. */
  readonly moreFollows?: boolean | undefined;
}

/** A column with its name. */
export type NamedColumn = readonly [
  name: string,
  column: Pick<Column<never>, 'type' | 'size' | 'writePrefix' | 'writeValues'>,
];

export function nativeBlock(columns: readonly NamedColumn[], rows: number, size: number): NativeBlock {
  const into = new Bytes();
  into.reserve(size);
  into.count(columns.length);
  into.count(rows);
  for (const [name, column] of columns) {
    into.text(name);
    into.text(column.type);
    if (rows === 0) continue;
    column.writePrefix(into);
    column.writeValues(into);
  }
  return { columns: columns.map(([name]) => name), rows, bytes: into.written() };
}
