import { type LineBlock, lineFault, readLines } from './read-lines.ts';
import { excerpt, FileReadError, type Row, type RowBlock, RowFault } from './row-block.ts';

/** A quoted cell that runs on for longer was never closed: its first line is the fault, and reading goes on behind that. */
const MAX_RECORD_CHARACTERS = 1024 * 1024;

/** What stands in a record's place: its cells, or why there are none. */
type Record = { readonly line: number; readonly text: string; readonly cells: readonly string[] | RowFault };

/**
 * Reads CSV as RFC 4180 has it (quoted cells may hold the delimiter, newlines and doubled quotes) with the header in the
 * first record. Lines end with LF or CRLF. Row 1 is the record behind the header; every line that is no part of
 * another record counts, blank and broken ones too.
 *
 * Throws FileReadError `empty-file`, `bad-header`.
 */
export async function openCsv(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string | undefined,
  from: number,
): Promise<{ readonly columns: readonly string[]; readonly blocks: AsyncGenerator<RowBlock> }> {
  const blocks = readLines(chunks);
  const opening = await blocks.next();
  if (opening.done) throw new FileReadError('empty-file', 'it is empty');
  const headLine = (opening.value.lines[0] ?? '').replace(/\r$/, '');
  const separator = delimiter ?? guessDelimiter(headLine);
  const records = readRecords(rejoin(opening.value, blocks), separator);
  const head = await records.next();
  const header = head.done ? undefined : head.value[0];
  if (head.done || header === undefined) throw new FileReadError('empty-file', 'it is empty');
  const columns = checkHeader(header.cells);
  return { columns, blocks: rowBlocks(columns, from, head.value.slice(1), records) };
}

async function* rejoin(first: LineBlock, rest: AsyncGenerator<LineBlock>): AsyncGenerator<LineBlock> {
  yield first;
  yield* rest;
}

async function* rowBlocks(
  columns: readonly string[],
  from: number,
  opening: readonly Record[],
  rest: AsyncGenerator<readonly Record[]>,
): AsyncGenerator<RowBlock> {
  let next = 1;
  let records: readonly Record[] | undefined = opening;
  while (records !== undefined) {
    const passed = Math.min(Math.max(from - next, 0), records.length);
    next += passed;
    const taken: readonly Record[] = passed === 0 ? records : records.slice(passed);
    if (taken.length > 0) {
      yield rowBlock(columns, next, taken);
      next += taken.length;
    }
    const more: IteratorResult<readonly Record[]> = await rest.next();
    records = more.done ? undefined : more.value;
  }
}

function rowBlock(columns: readonly string[], first: number, records: readonly Record[]): RowBlock {
  const rows: (Row | RowFault | undefined)[] = new Array(records.length);
  for (let i = 0; i < records.length; i += 1) {
    const record = records[i];
    if (record === undefined) continue;
    const { cells } = record;
    if (cells instanceof RowFault) rows[i] = cells;
    else if (cells.length === columns.length) rows[i] = rowOf(columns, cells);
    else rows[i] = isBlank(record.text) ? undefined : wrongCount(record.text, cells.length, columns.length);
  }
  return {
    first,
    rows,
    text: (i) => records[i]?.text ?? '',
    where: (i) => `line ${records[i]?.line ?? 0}`,
  };
}

function rowOf(columns: readonly string[], cells: readonly string[]): Row {
  const row: { [column: string]: string } = {};
  for (let i = 0; i < columns.length; i += 1) row[columns[i] as string] = cells[i] as string;
  return row;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function wrongCount(text: string, seen: number, wanted: number): RowFault {
  return new RowFault(
    'wrong-cell-count',
    `has ${seen} cells where the header has ${wanted}: is a cell with the delimiter not quoted?`,
    text,
  );
}

/** Records in blocks, one for each block of lines that ends at least one record. */
async function* readRecords(
  blocks: AsyncIterable<LineBlock>,
  delimiter: string,
): AsyncGenerator<readonly Record[]> {
  /** Lines of a record whose quoted cell is still open. */
  let open: string[] = [];
  let openLine = 0;
  let openCharacters = 0;

  const take = (line: string, number: number, out: Record[]): void => {
    if (open.length === 0 && !line.includes('"')) {
      const text = line.endsWith('\r') ? line.slice(0, -1) : line;
      out.push({ line: number, text, cells: text.split(delimiter) });
      return;
    }
    if (open.length === 0) openLine = number;
    open.push(line);
    openCharacters += line.length + 1;
    // Only a line with a quote can close the cell, so a long open cell is not parsed again for each line.
    if (open.length > 1 && !line.includes('"') && openCharacters <= MAX_RECORD_CHARACTERS) return;
    const joined = open.join('\n');
    const text = joined.endsWith('\r') ? joined.slice(0, -1) : joined;
    const cells = parseQuoted(text, delimiter);
    if (cells !== 'open') {
      out.push({ line: openLine, text, cells });
      open = [];
      openCharacters = 0;
    } else if (openCharacters > MAX_RECORD_CHARACTERS) {
      giveUp(out);
    }
  };

  /** The first open line becomes a fault, and those behind it are read anew. */
  const giveUp = (out: Record[]): void => {
    const [broken = '', ...again] = open;
    const line = openLine;
    open = [];
    openCharacters = 0;
    const cells = new RowFault('open-quote', 'opens a quote that is never closed', broken);
    out.push({ line, text: broken, cells });
    again.forEach((text, i) => {
      take(text, line + 1 + i, out);
    });
  };

  for await (const block of blocks) {
    const out: Record[] = [];
    for (let i = 0; i < block.lines.length; i += 1) {
      const number = block.first + i;
      const wrong = block.faults?.get(i);
      if (wrong === undefined) take(block.lines[i] ?? '', number, out);
      else {
        while (open.length > 0) giveUp(out);
        out.push({ line: number, text: '', cells: lineFault(wrong) });
      }
    }
    if (out.length > 0) yield out;
  }
  const out: Record[] = [];
  while (open.length > 0) giveUp(out);
  if (out.length > 0) yield out;
}

/** Cells of a record with quotes; `open` when it ends inside a quoted cell. A quote inside a bare cell is an ordinary letter. */
function parseQuoted(text: string, delimiter: string): readonly string[] | RowFault | 'open' {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      if (end < 0) {
        cells.push(text.slice(at));
        return cells;
      }
      cells.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    let cell = '';
    let from = at + 1;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote < 0) return 'open';
      cell += text.slice(from, quote);
      if (text[quote + 1] !== '"') {
        at = quote + 1;
        break;
      }
      cell += '"';
      from = quote + 2;
    }
    cells.push(cell);
    if (at === text.length) return cells;
    if (text[at] !== delimiter) {
      return new RowFault(
        'bad-quote',
        `has "${excerpt(text.slice(at, at + 10))}" behind a closing quote: double the quotes inside a quoted cell`,
        text,
      );
    }
    at += 1;
  }
}

/** The one of `,` `;` tab and `|` that splits the header into the most columns. */
function guessDelimiter(header: string): string {
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function checkHeader(cells: readonly string[] | RowFault): readonly string[] {
  if (cells instanceof RowFault) throw new FileReadError('bad-header', `its first line ${cells.message}`);
  const names = cells.map((cell) => cell.trim());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (names.length === 1 && names[0] === '')
    throw new FileReadError('bad-header', 'its first line, the header, is blank');
  if (twice !== undefined) {
    throw new FileReadError(
      'bad-header',
      `its header names "${twice}" twice: give each column a name of its own`,
    );
  }
  if (names.includes('__proto__'))
    throw new FileReadError('bad-header', 'a column cannot be named __proto__');
  return names;
}
