import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileReadError } from './row-block.ts';

/** Deflate cannot shrink more than 1,032 times: beyond it, archives are nested in each other to blow up. */
const MAX_RATIO = 1_100;
const RATIO_COUNTS_FROM = 64 * 1024 * 1024;

/**
 * The bytes behind gzip, members one after another included. Throws FileReadError `truncated-gzip`, `bad-gzip` and, when
 * `compressedSize` is given and what comes out is more than deflate can have packed into it, `zip-bomb`.
 */
export async function* gunzip(source: Readable, compressedSize?: number): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: 128 * 1024 });
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  let bytes = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (compressedSize !== undefined && bytes > RATIO_COUNTS_FROM && bytes > compressedSize * MAX_RATIO) {
        throw new FileReadError(
          'zip-bomb',
          `it unpacks to more than ${MAX_RATIO} times its size: an archive made to fill memory or disk`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw asFileError(error);
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

function asFileError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') {
    return new FileReadError(
      'truncated-gzip',
      'its gzip data ends early: the file was cut off. What came before is imported; get the whole file and import it again',
      { cause: error },
    );
  }
  if (code === 'Z_DATA_ERROR' || code === 'Z_STREAM_ERROR') {
    return new FileReadError('bad-gzip', 'its gzip data is damaged: get the file again', { cause: error });
  }
  return error;
}
