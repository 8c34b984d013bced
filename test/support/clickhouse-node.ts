import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface ClickhouseNode {
  /** For `CLICKHOUSE_URL`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCE = join(import.meta.dirname, 'clickhouse-node.c');

/** A ClickHouse server of its own, in a process of its own, with a temporary directory; gone after `stop`. Needs `cc`. */
export async function startClickhouse(): Promise<ClickhouseNode> {
  const program = await compiled();
  const path = await mkdtemp(join(tmpdir(), 'cusp-clickhouse-'));
  const [tcp, http] = await Promise.all([freePort(), freePort()]);
  const node = spawn(program, [library(), path, String(tcp), String(http)], {
    cwd: path,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const output of [node.stdout, node.stderr]) {
    output.on('data', (text: Buffer) => {
      log = (log + text.toString()).slice(-10_000);
    });
  }
  const kill = () => node.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    if (node.exitCode === null && node.signalCode === null) {
      const exited = once(node, 'exit');
      kill();
      await exited;
    }
    await rm(path, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${http}`;
  for (let attempt = 0; !(await answers(url)); attempt += 1) {
    if (attempt === 600 || node.exitCode !== null) {
      await stop();
      throw new Error(`ClickHouse did not start (exit code ${node.exitCode}):\n${log}`);
    }
    await sleep(50);
  }
  return { url, stop };
}

/** The program, compiled once for each text of its source. */
async function compiled(): Promise<string> {
  const source = await readFile(SOURCE);
  const cache = join(ROOT, 'node_modules/.cache');
  const name = `clickhouse-node-${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
  const program = join(cache, name);
  try {
    await access(program);
    return program;
  } catch {
    await mkdir(cache, { recursive: true });
    const fresh = `${program}.${process.pid}`;
    await promisify(execFile)('cc', ['-O1', '-Wall', SOURCE, '-o', fresh, '-ldl']);
    await rename(fresh, program);
    return program;
  }
}

/** chdb's shared library, as its platform package brings it. */
function library(): string {
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  const platform = process.platform === 'darwin' ? `darwin-${arch}` : `linux-${arch}-gnu`;
  const fromEngine = createRequire(join(ROOT, 'packages/engine/package.json'));
  const fromChdb = createRequire(fromEngine.resolve('chdb/package.json'));
  return join(dirname(fromChdb.resolve(`@chdb/lib-${platform}/package.json`)), 'libchdb.so');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ping`)).ok;
  } catch {
    return false;
  }
}
