import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordStoreError } from '../record-store.ts';

/**
 * Holds a directory for this process, until the function given back is called or the process ends in whatever way: PGlite
 * itself would let two processes write the same files. The lock is a listening local socket named after the directory, which
 * the system lets go of by itself. It holds on one machine, not between machines that share a disk.
 *
 * Throws a RecordStoreError when another process has it. The directory must exist.
 */
export async function lockDirectory(path: string): Promise<() => Promise<void>> {
  const address = socketAddress(await realpath(path));
  const server =
    (await listen(address)) ?? ((await isAbandoned(address)) ? await listenAnew(address) : undefined);
  if (server === undefined) {
    throw new RecordStoreError(
      `another process has the record store in ${path} open: stop it, or talk to it instead`,
    );
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** Linux has sockets without a file, which vanish with their process; elsewhere a file may be left over. */
function socketAddress(path: string): string {
  const name = `cusp-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}

async function listenAnew(address: string): Promise<Server | undefined> {
  await rm(address, { force: true });
  return listen(address);
}

function isAbandoned(address: string): Promise<boolean> {
  if (address.startsWith('\0')) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}
