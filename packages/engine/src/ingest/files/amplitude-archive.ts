import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { gunzip } from './gunzip.ts';
import { readJsonLines } from './json-lines.ts';
import { FileReadError, type OpenedFile, type RowBlock } from './row-block.ts';

/** An hour's parts are a handful; a year is 8,760 hours. */
const MAX_ENTRIES = 1_000_000;

/**
 * Opens the archive that Amplitude's Export API and its web page give: a zip of gzipped JSON lines, named
 * `PROJECT_yyyy-MM-dd_H#part.json.gz`. Entries are read in the order of their hours, streaming: nothing is unpacked to disk.
 * Rows are counted over all entries. An entry that cannot be read is told in `troubles`, and the next ones are read.
 *
 * Throws FileReadError `bad-zip`, `not-an-export`.
 */
export async function openAmplitudeArchive(path: string, from: number): Promise<OpenedFile> {
  const zip = await openZip(path);
  const entries = await entriesOf(zip);
  const wanted = entries.filter((entry) => /\.json(\.gz)?$/i.test(entry.fileName)).sort(byHour);
  if (wanted.length === 0) {
    zip.close();
    const seen = entries.slice(0, 3).map((entry) => entry.fileName);
    throw new FileReadError(
      'not-an-export',
      `it is a zip without .json.gz files${seen.length > 0 ? ` (it has ${seen.join(', ')})` : ''}: only Amplitude's export is read from a zip`,
    );
  }
  const progress = { bytes: 0 };
  const troubles: string[] = [];
  return {
    columns: undefined,
    blocks: readEntries(zip, wanted, from, progress, troubles),
    bytesRead: () => progress.bytes,
    troubles: () => troubles,
  };
}

async function* readEntries(
  zip: yauzl.ZipFile,
  entries: readonly yauzl.Entry[],
  from: number,
  progress: { bytes: number },
  troubles: string[],
): AsyncGenerator<RowBlock> {
  let before = 0;
  try {
    for (const entry of entries) {
      const name = entry.fileName.split('/').at(-1) ?? entry.fileName;
      let rows = 0;
      try {
        for await (const block of readEntry(zip, entry, Math.max(from - before, 1), name)) {
          rows = Math.max(rows, block.first + block.rows.length - 1);
          yield { ...block, first: block.first + before };
        }
      } catch (error) {
        if (!(error instanceof FileReadError)) throw error;
        troubles.push(`${name}: ${error.message}`);
      }
      before += rows;
      progress.bytes += entry.compressedSize;
    }
  } finally {
    zip.close();
  }
}

async function* readEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  from: number,
  name: string,
): AsyncGenerator<RowBlock> {
  const stream = await entryStream(zip, entry);
  const bytes = name.toLowerCase().endsWith('.gz') ? gunzip(stream, entry.compressedSize) : stream;
  yield* readJsonLines(bytes as AsyncIterable<Uint8Array>, from, (line) => `${name} line ${line}`);
}

function openZip(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(badZip(error));
      else resolve(zip);
    });
  });
}

function entriesOf(zip: yauzl.ZipFile): Promise<readonly yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) reject(badZip(new Error('more than a million entries')));
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error) => reject(badZip(error)));
    zip.readEntry();
  });
}

function entryStream(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(badZip(error));
      else resolve(stream);
    });
  });
}

function badZip(error: Error): FileReadError {
  return new FileReadError('bad-zip', `it cannot be read as a zip (${error.message}): get the file again`, {
    cause: error,
  });
}

/** Names end in date, hour without a leading zero, and part: compared part by part, numbers as numbers. */
function byHour(a: yauzl.Entry, b: yauzl.Entry): number {
  const [left, right] = [hourOf(a.fileName), hourOf(b.fileName)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function hourOf(name: string): string {
  const found = /(\d{4}-\d{2}-\d{2})_(\d{1,2})#?(\d*)/.exec(name);
  if (found === null) return name;
  const [, day = '', hour = '', part = ''] = found;
  return `${day} ${hour.padStart(2, '0')} ${part.padStart(6, '0')} ${name}`;
}
