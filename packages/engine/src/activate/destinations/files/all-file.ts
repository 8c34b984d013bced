import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { SnapshotContext } from '../snapshot-context.ts';
import { isZipped, stamp, suffixOf } from './change-files.ts';
import { type Column, memberColumns } from './columns.ts';
import { encoderOf } from './encode.ts';
import type { FileSettings } from './settings.ts';

/** Where whole files go: in one piece, or in parts of which nothing shows until all have come. */
export interface FileStore {
  readonly put: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly upload: (path: string) => Promise<Upload>;
}

export interface Upload {
  readonly part: (bytes: Uint8Array) => Promise<void>;
  readonly finish: () => Promise<void>;
  /** Takes away what has come. Never throws. */
  readonly abandon: () => Promise<void>;
}

/** The least that S3 takes for all parts but the last. */
const PART_BYTES = 5 * 1024 * 1024;
/** Rows that are encoded at once, and a row group of Parquet. */
const ROWS_AT_ONCE = 20_000;

/** Writes the file of all members. Memory holds a part and the rows that are encoded, however many members there are. */
export async function writeAll(
  store: FileStore,
  folder: string,
  { settings, fields, now, members }: SnapshotContext<FileSettings>,
): Promise<void> {
  const [date = '', time = ''] = stamp(now).split(' ');
  const name = settings.allName.replaceAll('{date}', date).replaceAll('{time}', time);
  const path = `${folder}/${name}${suffixOf(settings)}`;
  const plain = encodedChunks(settings, memberColumns(fields), members);
  const chunks = isZipped(settings)
    ? (Readable.from(plain, { objectMode: false }).compose(createGzip()) as AsyncIterable<Uint8Array>)
    : plain;
  let upload: Upload | undefined;
  let last: Uint8Array | undefined;
  try {
    for await (const part of parts(chunks)) {
      if (last !== undefined) {
        upload ??= await store.upload(path);
        await upload.part(last);
      }
      last = part;
    }
    const rest = last ?? new Uint8Array();
    if (upload === undefined) return await store.put(path, rest);
    await upload.part(rest);
    await upload.finish();
  } catch (error) {
    await upload?.abandon();
    throw error;
  }
}

async function* encodedChunks(
  { format }: FileSettings,
  columns: readonly Column[],
  members: SnapshotContext<FileSettings>['members'],
): AsyncGenerator<Uint8Array> {
  const encoder = encoderOf(format, columns);
  yield encoder.begin();
  let open: Parameters<typeof encoder.rows>[0][number][] = [];
  for await (const chunk of members) {
    for (const row of chunk) {
      open.push(row);
      if (open.length < ROWS_AT_ONCE) continue;
      yield encoder.rows(open);
      open = [];
    }
  }
  if (open.length > 0) yield encoder.rows(open);
  yield encoder.end();
}

/** The same bytes in pieces of a part's size, except for the last. */
async function* parts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let open: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    open.push(chunk);
    size += chunk.byteLength;
    if (size < PART_BYTES) continue;
    const bytes = Buffer.concat(open);
    let at = 0;
    for (; size - at >= PART_BYTES; at += PART_BYTES) yield bytes.subarray(at, at + PART_BYTES);
    open = [bytes.subarray(at)];
    size -= at;
  }
  if (size > 0) yield Buffer.concat(open);
}
