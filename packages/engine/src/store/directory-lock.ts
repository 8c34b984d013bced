import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Holds a directory for this process, until the function given back is called or the process ends in whatever way; undefined
 * when somebody has it. The engines' own locks are none (PGlite lets two processes write the same files) or do not say
 * what is wrong (chdb). The lock is a listening local socket named after the directory, which the system lets go of by
 * itself. It holds on one machine, not between machines that share a disk. The directory must exist.
 */
export async function lockDirectory(path: string): Promise<(() => Promise<void>) | undefined> {
  const address = socketAddress(await realpath(path));
  const server =
    (await listen(address)) ?? ((await isAbandoned(address)) ? await listenAnew(address) : undefined);
  if (server === undefined) return undefined;
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
