import { Readable } from 'node:stream';
import type { FoundFile } from './find-files.ts';
import type { FileFormat, Mapping } from './mapping.ts';
import { detectFormat, formatOf, headOf, openFile, openText } from './open-file.ts';
import type { OpenedFile } from './row-block.ts';

/** Where rows come from: a file, or bytes as they arrive. */
export interface RowSource {
  /** As people name it. */
  readonly path: string;
  /** Bytes of it, for progress. */
  readonly size: number;
  /** Where it lies on this machine for good, so that a later reading may go on behind an earlier one; undefined: nowhere. */
  readonly kept: { readonly path: string; readonly modifiedMs: number } | undefined;
  /** Throws as detectFormat does. */
  readonly format: (asked: FileFormat | undefined) => Promise<FileFormat>;
  /** From row `from` on (1: all). Throws as openFile does. */
  readonly open: (format: FileFormat, mapping: Mapping | undefined, from: number) => Promise<OpenedFile>;
}

export function fileSource({ path, absolute, size, modifiedMs }: FoundFile): RowSource {
  return {
    path,
    size,
    kept: { path: absolute, modifiedMs },
    format: (asked) => detectFormat(absolute, asked),
    open: (format, mapping, from) => openFile(absolute, format, mapping, from),
  };
}

/** A file that lies here for a while only, under another name than people know it by. */
export function spooledSource(name: string, absolute: string, size: number): RowSource {
  return {
    ...fileSource({ path: name, absolute, size, modifiedMs: 0 }),
    kept: undefined,
    format: async (asked) => formatOf(await headOf(absolute), name, asked),
  };
}

/** Lines or CSV, gzipped or not, whose bytes are still on their way; `head` are the first of them, `rest` what follows. Read once. */
export function arrivingSource(
  name: string,
  size: number,
  head: Buffer,
  rest: AsyncIterable<Uint8Array>,
): RowSource {
  let read = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    read = head.length;
    yield head;
    for await (const chunk of rest) {
      read += chunk.length;
      yield chunk;
    }
  }
  return {
    path: name,
    size,
    kept: undefined,
    format: async (asked) => formatOf(head, name, asked),
    open: (format, mapping, from) =>
      openText(Readable.from(bytes(), { objectMode: false }), head, format, mapping, from, () => read),
  };
}
