import { type FileHandle, open } from 'node:fs/promises';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { FileReadError, type OpenedFile, type Row, type RowBlock } from './row-block.ts';

/** A row group is decoded whole, so its size bounds memory; writers' defaults are 128 MiB and a million rows. */
const MAX_GROUP_BYTES = 2 * 1024 ** 3;
const ROWS_A_BLOCK = 2_000;

/**
 * Opens a Parquet file of any flat or nested schema and codec (Snappy, Zstd, Gzip, Brotli, LZ4 too). Row groups are read
 * one at a time. Timestamps come as Date, 64-bit integers as numbers where they fit.
 *
 * Throws FileReadError `not-parquet`, `row-group-too-big`.
 */
export async function openParquet(path: string, from: number): Promise<OpenedFile> {
  const { parquetMetadataAsync, parquetSchema } = await import('hyparquet');
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  const file = bufferOf(handle, size);
  try {
    const metadata = await parquetMetadataAsync(file);
    const columns = parquetSchema(metadata).children.map((child) => child.element.name);
    const progress = { bytes: 0 };
    return {
      columns,
      blocks: readGroups(handle, file, metadata, columns, from, progress),
      bytesRead: () => progress.bytes,
    };
  } catch (error) {
    await handle.close();
    throw notParquet(error);
  }
}

async function* readGroups(
  handle: FileHandle,
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly string[],
  from: number,
  progress: { bytes: number },
): AsyncGenerator<RowBlock> {
  const { parquetRead } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  try {
    let start = 0;
    for (const group of metadata.row_groups) {
      const end = start + Number(group.num_rows);
      const bytes = Number(group.total_byte_size);
      if (end >= from && end > start) {
        if (bytes > MAX_GROUP_BYTES) {
          throw new FileReadError(
            'row-group-too-big',
            `a row group of it is ${Math.round(bytes / 1024 ** 2)} MiB and the most is 2,048: write it with smaller row groups`,
          );
        }
        const cells = new Map<string, ArrayLike<unknown>[]>(columns.map((column) => [column, []]));
        await parquetRead({
          file,
          metadata,
          compressors,
          rowStart: start,
          rowEnd: end,
          onChunk: ({ columnName, columnData }) => cells.get(columnName)?.push(columnData),
        });
        yield* groupBlocks(columns, cells, start, end, from);
      }
      progress.bytes += group.columns.reduce(
        (sum, c) => sum + Number(c.meta_data?.total_compressed_size ?? 0n),
        0,
      );
      start = end;
    }
  } catch (error) {
    throw notParquet(error);
  } finally {
    await handle.close();
  }
}

function* groupBlocks(
  columns: readonly string[],
  cells: ReadonlyMap<string, readonly ArrayLike<unknown>[]>,
  start: number,
  end: number,
  from: number,
): Generator<RowBlock> {
  const readers = columns.map((column) => ({ column, at: cellReader(cells.get(column) ?? []) }));
  for (let first = Math.max(start + 1, from); first <= end; first += ROWS_A_BLOCK) {
    const count = Math.min(ROWS_A_BLOCK, end - first + 1);
    const rows: Row[] = new Array(count);
    for (let i = 0; i < count; i += 1) {
      const row: { [column: string]: unknown } = {};
      for (const { column, at } of readers) row[column] = plain(at(first - 1 - start + i));
      rows[i] = row;
    }
    yield {
      first,
      rows,
      text: (i) => JSON.stringify(rows[i]),
      where: (i) => `row ${first + i}`,
    };
  }
}

/** A column's cells may come in several pages. Rows are asked for in growing order. */
function cellReader(pages: readonly ArrayLike<unknown>[]): (index: number) => unknown {
  let page = 0;
  let offset = 0;
  return (index) => {
    for (;;) {
      const cells = pages[page];
      if (cells === undefined) return undefined;
      if (index - offset < cells.length) return cells[index - offset];
      offset += cells.length;
      page += 1;
    }
  };
}

/** 64-bit integers as numbers where they fit, else as text. */
function plain(value: unknown): unknown {
  if (typeof value !== 'bigint') {
    return typeof value === 'object' && value !== null && !(value instanceof Date)
      ? plainNested(value)
      : value;
  }
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function plainNested(value: object): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

function bufferOf(handle: FileHandle, size: number): AsyncBuffer {
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
        if (bytesRead === 0)
          throw new FileReadError('truncated', 'it ends before the data that its footer promises');
        done += bytesRead;
      }
      return bytes.buffer;
    },
  };
}

function notParquet(error: unknown): FileReadError {
  if (error instanceof FileReadError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new FileReadError('not-parquet', `it cannot be read as Parquet: ${reason}`, { cause: error });
}
