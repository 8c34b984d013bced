import { isEmpty } from './convert-value.ts';
import { excerpt, type Row } from './row-block.ts';

/** A column as the first rows of a file show it. */
export interface ColumnSeen {
  readonly name: string;
  /** Rows with a value in it, of those looked at. */
  readonly filled: number;
  /** The first few different values as text, each at most 200 characters. */
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/** The columns of some rows, in the order in which they turn up; nested ones by dotted names. */
export function columnsSeen(rows: readonly Row[]): readonly ColumnSeen[] {
  const found = new Map<string, { filled: number; examples: Set<string> }>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      const column = found.get(name) ?? { filled: 0, examples: new Set<string>() };
      found.set(name, column);
      if (isEmpty(value)) continue;
      column.filled += 1;
      if (column.examples.size < EXAMPLES) column.examples.add(excerpt(exampleText(value)));
    }
  }
  return [...found].map(([name, { filled, examples }]) => ({ name, filled, examples: [...examples] }));
}

function exampleText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value) ?? String(value);
}
