import { lineFault, readLines } from './read-lines.ts';
import { FileReadError, type Row, type RowBlock, RowFault } from './row-block.ts';

/**
 * Rows of a text with one JSON object a line. Lines before row `from` are passed over
 * without parsing: their blocks come empty. A file that turns
 * out to be one JSON array is refused with the way to split it.
 *
 * @param where names a line for people; by default `line 12`.
 */
export async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  from: number,
  where: (line: number) => string = (line) => `line ${line}`,
): AsyncGenerator<RowBlock> {
  let isStart = true;
  for await (const block of readLines(chunks)) {
    if (isStart) refuseArray(block.lines);
    isStart = false;
    const passed = Math.min(Math.max(from - block.first, 0), block.lines.length);
    const lines = passed === 0 ? block.lines : block.lines.slice(passed);
    const first = block.first + passed;
    const rows: (Row | RowFault | undefined)[] = new Array(lines.length);
    for (let i = 0; i < lines.length; i += 1) {
      const wrong = block.faults?.get(i + passed);
      rows[i] = wrong === undefined ? parseLine(lines[i] ?? '') : lineFault(wrong);
    }
    yield { first, rows, text: (i) => lines[i] ?? '', where: (i) => where(first + i) };
  }
}

function parseLine(line: string): Row | RowFault | undefined {
  if (line === '' || line === '\r') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
    return new RowFault(
      'not-an-object',
      `is ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}, not a JSON object`,
      line,
    );
  } catch {
    if (line.trim() === '') return undefined;
    return new RowFault('not-json', 'is not JSON: each line must hold one whole object', line);
  }
}

function refuseArray(lines: readonly string[]): void {
  const text = lines.find((line) => line.trim() !== '')?.trimStart();
  if (text?.startsWith('[')) {
    throw new FileReadError(
      'json-array',
      'it is one JSON array, and an import needs one object a line: split it with  jq -c ".[]" FILE > FILE.jsonl',
    );
  }
}
