import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Clock, DAY_MS, type Instant } from '../../model/time.ts';
import { DestinationFault } from '../destinations/fault.ts';
import { FOLDER_SCHEME } from '../destinations/files/folder-url.ts';
import type { VendorRequest, VendorResponse } from '../destinations/vendor-request.ts';
import type { Send } from './send.ts';

/** Requests to `folder:` go to the folder that the operator has opened, all others over HTTP. */
export function withFolder(send: Send, root: string | undefined, clock: Clock): Send {
  const folder = folderSender(root, clock);
  return (request, timeoutMs) =>
    request.url.startsWith(FOLDER_SCHEME) ? folder(request, timeoutMs) : send(request, timeoutMs);
}

/** What a crash has left half-written is taken away once nobody can still be at it. */
const LEFT_OVER_MS = DAY_MS;

/**
 * Files below a root, by requests as an object store knows them:
 *
 * - `PUT path`: the whole file. `PUT path?upload=ID&offset=N`: a part of one that is not there yet.
 * - `POST path?upload=ID&size=N`: the file is there, with all of its parts.
 * - `DELETE path`, or of an upload.
 *
 * A file is written under another name, forced to disk and renamed, so under its own name it is whole or as it was before. Each request may
 * come twice. Paths that lead out of the root, by dots or by a link, are refused.
 */
function folderSender(root: string | undefined, clock: Clock): Send {
  const swept = new Set<string>();
  return async (request) => {
    if (root === undefined) throw misconfigured(NO_ROOT);
    try {
      const segments = segmentsOf(request.url);
      const path = await placeOf(root, segments, request.method !== 'DELETE');
      if (request.method === 'PUT' && !swept.has(dirname(path))) {
        swept.add(dirname(path));
        await sweep(dirname(path), clock());
      }
      return await carryOut(request, path);
    } catch (error) {
      if (error instanceof DestinationFault) throw error;
      return failure(error as NodeJS.ErrnoException);
    }
  };
}

const NO_ROOT =
  'this server writes no files: the operator opens a folder to destinations with CUSP_FILES_ROOT, an absolute path';

async function carryOut(request: VendorRequest, path: string): Promise<VendorResponse> {
  const { method, url, body = '', bytes = Buffer.from(body) } = request;
  const query = new URL(url).searchParams;
  const upload = query.get('upload');
  const half = halfWritten(path, upload ?? 'whole');
  switch (method) {
    case 'PUT': {
      await write(half, bytes, Number(query.get('offset') ?? 0));
      if (upload === null) await publish(half, path);
      return answer(201);
    }
    case 'POST': {
      const { size } = await stat(half);
      if (size !== Number(query.get('size'))) return answer(409, `${size} bytes have come`);
      await publish(half, path);
      return answer(201);
    }
    case 'DELETE':
      await unlink(upload === null ? path : half).catch(unlessMissing);
      return answer(204);
    default:
      return answer(405);
  }
}

/** Writes at an offset, so that the same part may come twice. The first part begins the file anew; a later one needs those before it. */
async function write(path: string, bytes: Uint8Array, offset: number): Promise<void> {
  const { O_CREAT, O_WRONLY, O_TRUNC, O_NOFOLLOW } = constants;
  const handle = await open(path, O_WRONLY | O_NOFOLLOW | (offset === 0 ? O_CREAT | O_TRUNC : 0), FILE_MODE);
  try {
    let done = 0;
    while (done < bytes.byteLength) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done, offset + done);
      done += bytesWritten;
    }
  } finally {
    await handle.close();
  }
}

async function publish(half: string, path: string): Promise<void> {
  await synced(half);
  await rename(half, path);
  await synced(dirname(path));
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Readable by the group: whoever loads the files is often another user of the machine. */
const FILE_MODE = 0o640;
const FOLDER_MODE = 0o750;

/** The path below the root, its folders made. A link on the way could lead out of the root, so none is followed. */
async function placeOf(root: string, segments: readonly string[], making: boolean): Promise<string> {
  if (!(await stat(root)).isDirectory()) throw misconfigured('CUSP_FILES_ROOT is not a folder');
  let place = root;
  for (const segment of segments.slice(0, -1)) {
    const above = place;
    place = join(place, segment);
    const found = await lstat(place).catch(unlessMissing);
    if (found?.isSymbolicLink()) throw misconfigured(`${segment} is a link: name the folder itself`);
    if (found === undefined && making) {
      await mkdir(place, { mode: FOLDER_MODE, recursive: true });
      await synced(above);
    }
  }
  return join(place, segments.at(-1) ?? '');
}

/** Names of folders and of the file. A URL has no dots on the way any more, but a segment may still hide a separator. */
function segmentsOf(url: string): readonly string[] {
  const segments = new URL(url).pathname.slice(1).split('/').map(decodeURIComponent);
  const odd = segments.find((each) => !/^[^/\\\0]{1,240}$/.test(each) || /^\.{1,2}$/.test(each));
  if (odd !== undefined) throw misconfigured(`${JSON.stringify(odd)} is not a name for a file or folder`);
  return segments;
}

function halfWritten(path: string, upload: string): string {
  if (!/^[\w-]{1,40}$/.test(upload)) throw misconfigured('the id of an upload is not one');
  return join(dirname(path), `.${path.slice(dirname(path).length + 1)}.${upload}${HALF}`);
}

const HALF = '.cusp-part';

async function sweep(folder: string, now: Instant): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('.') || !name.endsWith(HALF)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await lstat(path);
    if (now - mtimeMs > LEFT_OVER_MS) await unlink(path).catch(unlessMissing);
  }
}

/** What the disk says, as an object store would answer, where it heals by itself: 5xx. Throws for what a person must put right. */
function failure({ code = '', message }: NodeJS.ErrnoException): VendorResponse {
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    throw misconfigured(`the server may not write in the folder: let its user write there (${message})`);
  }
  if (['ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(code)) throw misconfigured(message);
  if (['ENOSPC', 'EDQUOT'].includes(code)) return answer(507, message);
  return answer(503, message);
}

function answer(status: number, body = ''): VendorResponse {
  return { status, headers: {}, body };
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function misconfigured(message: string): DestinationFault {
  return new DestinationFault({ kind: 'misconfigured', message });
}
