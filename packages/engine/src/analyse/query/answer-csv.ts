import { type CsvCell, csvLine } from '../../util/csv-line.ts';

type Row = ReadonlyMap<string, CsvCell>;

interface TableRow {
  readonly table: string;
  readonly cells: Row;
}

/**
 * An answer as one table of RFC 4180, lines ended by CRLF. Every list of objects in the answer gives rows: `table` says which list, by its
 * dotted path, and is `answer` for what stands in no list. The other columns are named by dotted paths too, and a row of an inner list repeats
 * what stands in the outer one. A list of numbers is a column for each place; other lists are one cell of JSON. Null and absent are empty.
 */
export function answerCsv(answer: object): string {
  const rows = [...rowsOf('answer', '', answer, new Map())];
  const columns = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  const lines = rows.map(({ table, cells }) => [table, ...columns.map((column) => cells.get(column))]);
  return [['table', ...columns], ...lines].map((cells) => `${csvLine(cells)}\r\n`).join('');
}

function* rowsOf(table: string, path: string, value: object, outer: Row): Generator<TableRow> {
  const cells = new Map(outer);
  const lists: [string, readonly object[]][] = [];
  put(path, value, cells, lists);
  yield { table, cells };
  // Only what tells a row apart from its neighbours is worth repeating: the whole answer has none.
  const repeated = table === 'answer' ? new Map<string, CsvCell>() : cells;
  for (const [inner, values] of lists) {
    for (const each of values) yield* rowsOf(inner, inner, each, repeated);
  }
}

function put(
  path: string,
  value: unknown,
  cells: Map<string, CsvCell>,
  lists: [string, readonly object[]][],
): void {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isObject)) lists.push([path, value]);
    else if (value.length > 0 && value.every((each) => each === null || typeof each === 'number'))
      value.forEach((each, place) => {
        cells.set(`${path}.${place}`, each);
      });
    else cells.set(path, JSON.stringify(value));
  } else if (isObject(value)) {
    for (const [key, part] of Object.entries(value))
      put(path === '' ? key : `${path}.${key}`, part, cells, lists);
  } else cells.set(path, value as CsvCell);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
