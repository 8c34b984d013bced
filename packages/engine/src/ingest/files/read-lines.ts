import { isUtf8 } from 'node:buffer';
import { RowFault } from './row-block.ts';

/** A longer line is a fault of its own: it bounds what a hostile or wrong file can make us hold. */
export const MAX_LINE_BYTES = 8 * 1024 * 1024;

/** Aim for blocks of this size, so that memory stays small and each step of the pipe is worth its cost. */
const BLOCK_BYTES = 256 * 1024;

/** Some lines of a text, in order, without their ends. A line's fault stands where its text would (then ''). */
export interface LineBlock {
  /** Number of the first line, from 1. */
  readonly first: number;
  readonly lines: readonly string[];
  readonly faults: ReadonlyMap<number, 'not-utf8' | 'too-long'> | undefined;
}

const NEWLINE = 10;

/**
 * Splits bytes, chunked anywhere, into blocks of whole lines; the last line needs no newline. A byte order mark is dropped.
 * Lines that are not UTF-8 or longer than MAX_LINE_BYTES come as faults, and reading goes on behind them. When the bytes
 * end with an error, the whole lines before it come first.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<LineBlock> {
  let first = 1;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  /** Inside a line that is already too long: its bytes are thrown away up to its end. */
  let skipping = false;
  let start = true;

  const emit = (bytes: Buffer, tooLong: boolean): LineBlock => {
    const block = blockOf(bytes, first, maxLineBytes, tooLong);
    first += block.lines.length;
    return block;
  };

  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const piece of chunks) {
      let chunk: Buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      if (skipping) {
        const end = chunk.indexOf(NEWLINE);
        if (end < 0) continue;
        yield emit(Buffer.alloc(0), true);
        skipping = false;
        chunk = chunk.subarray(end + 1);
      }
      pending.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes < BLOCK_BYTES) continue;
      let bytes: Buffer = pending.length === 1 ? chunk : Buffer.concat(pending);
      if (start && bytes.length >= 3) {
        bytes = withoutMark(bytes);
        start = false;
      }
      const last = bytes.lastIndexOf(NEWLINE);
      if (last < 0) {
        if (bytes.length > maxLineBytes) {
          skipping = true;
          pending = [];
          pendingBytes = 0;
        } else {
          pending = [bytes];
          pendingBytes = bytes.length;
        }
        continue;
      }
      yield emit(bytes.subarray(0, last), false);
      const rest = bytes.subarray(last + 1);
      pending = rest.length > 0 ? [rest] : [];
      pendingBytes = rest.length;
    }
  } catch (error) {
    failure = { error };
  }
  if (skipping) {
    yield emit(Buffer.alloc(0), true);
    if (failure !== undefined) throw failure.error;
    return;
  }
  let bytes: Buffer = Buffer.concat(pending);
  if (start) bytes = withoutMark(bytes);
  // Behind a failure the last line may be half a line.
  if (failure !== undefined) bytes = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
  if (bytes.length > 0)
    yield emit(bytes[bytes.length - 1] === NEWLINE ? bytes.subarray(0, -1) : bytes, false);
  if (failure !== undefined) throw failure.error;
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function blockOf(bytes: Buffer, first: number, maxLineBytes: number, tooLong: boolean): LineBlock {
  if (tooLong) return { first, lines: [''], faults: new Map([[0, 'too-long']]) };
  if (bytes.length <= maxLineBytes && isUtf8(bytes)) {
    return { first, lines: bytes.toString('utf8').split('\n'), faults: undefined };
  }
  const lines: string[] = [];
  const faults = new Map<number, 'not-utf8' | 'too-long'>();
  for (let from = 0; from <= bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, from);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(from, end);
    if (line.length > maxLineBytes) faults.set(lines.length, 'too-long');
    else if (!isUtf8(line)) faults.set(lines.length, 'not-utf8');
    lines.push(faults.has(lines.length) ? '' : line.toString('utf8'));
    from = end + 1;
  }
  return { first, lines, faults };
}

/** A line's fault as the fault of the row that stood on it. */
export function lineFault(kind: 'not-utf8' | 'too-long'): RowFault {
  return kind === 'not-utf8'
    ? new RowFault('not-utf8', 'is not UTF-8 text: convert the file, e.g. iconv -f latin1 -t utf8', '')
    : new RowFault('too-long', 'is longer than 8 MiB: is there one row a line?', '');
}
