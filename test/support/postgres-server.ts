import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

export interface PostgresServer {
  /** A new empty database on the server. */
  readonly createDatabase: () => Promise<{ readonly url: string }>;
  readonly stop: () => Promise<void>;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

const run = promisify(execFile);

/** A Postgres server of its own: temporary directory, Unix socket only, gone after `stop`. Fails when none is installed. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = await binaries();
  const account = await unprivileged();
  const home = await mkdtemp(join(tmpdir(), 'cusp-pg-'));
  if (account.uid !== undefined && account.gid !== undefined) await chown(home, account.uid, account.gid);
  const data = join(home, 'data');
  const options = { ...account, cwd: home, env: { ...process.env, HOME: home, LC_ALL: 'C' } };
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'cusp', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    options,
  );
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', home, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'max_connections=50'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.on('data', (text: Buffer) => {
    log += text.toString();
  });
  const killed = () => server.kill('SIGQUIT');
  process.once('exit', killed);
  try {
    await untilItAnswers(home, server);
  } catch (error) {
    throw new Error(`Postgres did not start: ${String(error)}\n${log}`);
  }
  return {
    createDatabase: async () => {
      const name = `t_${randomUUID().replaceAll('-', '')}`;
      const client = new pg.Client({ host: home, user: 'cusp', database: 'postgres' });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return { url: `postgres://cusp@/${name}?host=${encodeURIComponent(home)}` };
    },
    stop: async () => {
      process.off('exit', killed);
      await ended(server);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Fast shutdown: open connections are cut. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const exit = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGINT');
  await exit;
}

async function untilItAnswers(socketFolder: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}`);
    const client = new pg.Client({ host: socketFolder, user: 'cusp', database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 600) throw error;
      await sleep(50);
    }
  }
}

async function binaries(): Promise<string> {
  const installed = '/usr/lib/postgresql';
  const versions = await readdir(installed).catch(() => []);
  const folders = [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(installed, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  for (const folder of folders) {
    const found = await Promise.all(
      ['initdb', 'postgres'].map((tool) =>
        access(join(folder, tool)).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (found.every(Boolean)) return folder;
  }
  throw new Error('no Postgres server is installed: run `node scripts/setup.mjs --tests`');
}

/** Postgres refuses to run as root: then it runs as `postgres`, or as `nobody`. */
async function unprivileged(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = ['postgres', 'nobody']
    .map((name) => accounts.find((fields) => fields[0] === name))
    .find((fields) => fields !== undefined);
  if (found === undefined) throw new Error('neither the user postgres nor nobody exists');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
