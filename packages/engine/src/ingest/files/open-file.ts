import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { openAmplitudeArchive } from './amplitude-archive.ts';
import { openCsv } from './csv.ts';
import { gunzip } from './gunzip.ts';
import { readJsonLines } from './json-lines.ts';
import type { FileFormat, Mapping } from './mapping.ts';
import { openParquet } from './parquet.ts';
import { FileReadError, type OpenedFile } from './row-block.ts';

/**
 * Which format a file is in: what its first bytes say, then what the mapping or the name says. Throws FileReadError
 * `empty-file`, `binary-file`, `utf-16`, `unknown-format`.
 */
export async function detectFormat(path: string, asked: FileFormat | undefined): Promise<FileFormat> {
  return formatOf(await headOf(path), path, asked);
}

/** The same of a file's first bytes (4,096 do) and its name. */
export function formatOf(head: Buffer, name: string, asked: FileFormat | undefined): FileFormat {
  if (head.length === 0) throw new FileReadError('empty-file', 'it is empty');
  if (head.subarray(0, 2).equals(Buffer.from('PK'))) return 'amplitude';
  if (head.subarray(0, 4).equals(Buffer.from('PAR1'))) return 'parquet';
  const plainName = name.toLowerCase().replace(/\.gz$/, '');
  if (!isGzip(head)) refuseBinary(head);
  if (asked === 'parquet')
    throw new FileReadError('not-parquet', 'it is not Parquet: it does not start with PAR1');
  if (asked !== undefined) return asked;
  if (/\.(csv|tsv|txt)$/.test(plainName)) return 'csv';
  if (/\.(json|jsonl|ndjson)$/.test(plainName)) return 'json-lines';
  if (/^\s*[{[]/.test(head.toString('latin1'))) return 'json-lines';
  throw new FileReadError(
    'unknown-format',
    'its name and first bytes tell no format: put "format": "csv" or "json-lines" into the mapping',
  );
}

/** Opens a file for reading from row `from` (1: all). Throws FileReadError when it cannot be read at all. */
export async function openFile(
  path: string,
  format: FileFormat,
  mapping: Mapping | undefined,
  from: number,
): Promise<OpenedFile> {
  if (format === 'parquet') return openParquet(path, from);
  const head = await headOf(path);
  if (head.length === 0) throw new FileReadError('empty-file', 'it is empty');
  if (format === 'amplitude' && head.subarray(0, 2).equals(Buffer.from('PK')))
    return openAmplitudeArchive(path, from);
  const stream = createReadStream(path, { highWaterMark: 512 * 1024 });
  return openText(stream, head, format, mapping, from, () => stream.bytesRead);
}

/** Whether a file of these first bytes can only be read as a whole: its directory is at its end. */
export function needsFile(head: Buffer): boolean {
  return head.subarray(0, 2).equals(Buffer.from('PK')) || head.subarray(0, 4).equals(Buffer.from('PAR1'));
}

/** Reads lines or CSV, gzipped or not, from bytes as they come. `head`: the first of them. */
export async function openText(
  stream: Readable,
  head: Buffer,
  format: FileFormat,
  mapping: Mapping | undefined,
  from: number,
  bytesRead: () => number,
): Promise<OpenedFile> {
  const chunks = isGzip(head) ? gunzip(stream) : bytesOf(stream);
  if (format !== 'csv') return { columns: undefined, blocks: readJsonLines(chunks, from), bytesRead };
  const { columns, blocks } = await openCsv(chunks, mapping?.delimiter, from);
  return { columns, blocks, bytesRead };
}

async function* bytesOf(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  } finally {
    stream.destroy();
  }
}

/** A file's first 4,096 bytes. */
export async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function refuseBinary(head: Buffer): void {
  const mark = head.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') {
    throw new FileReadError('utf-16', 'it is UTF-16 text: convert it, e.g. iconv -f utf-16 -t utf-8');
  }
  if (head.includes(0)) {
    throw new FileReadError(
      'binary-file',
      'it is binary data, not text: CSV, JSON lines, Parquet, their .gz and an Amplitude export can be imported',
    );
  }
}
