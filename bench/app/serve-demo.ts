import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** The built command line, seen from bench/out/bench/app. */
const CUSP = resolve(import.meta.dirname, '../../../../packages/engine/dist/cli/main.js');
const START_MS = 60_000;

export interface DemoServer {
  readonly url: string;
  /** Asks the API as the machine's operator. Anything but success is an Error. */
  readonly call: <Answer>(method: string, path: string, body?: object) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Serves a copy of a demo's data folder, or of one that is made first. `folder` is empty and goes away afterwards. */
export async function serveDemo(
  folder: string,
  world: string | undefined,
  users: number,
): Promise<DemoServer> {
  const data = join(folder, 'demo');
  if (world === undefined)
    await promisify(execFile)(process.execPath, [
      CUSP,
      'demo',
      '--exit',
      '--port',
      '0',
      '--data',
      data,
      '--users',
      `${users}`,
    ]);
  else await cp(world, data, { recursive: true, filter: (path) => !path.endsWith('server.json') });
  return serve(data);
}

/** Serves a data folder, which may be new, and waits until its cohorts are live. */
export async function serve(data: string): Promise<DemoServer> {
  const server = spawn(process.execPath, [CUSP, 'serve', '--data', data, '--port', '0'], { stdio: 'ignore' });
  const { url, token } = await saidBy(server, join(data, 'server.json'));
  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  await allLive(call);
  return {
    url,
    call,
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/** Where a server that is starting listens, and its operator's token. */
async function saidBy(
  server: ChildProcess,
  file: string,
): Promise<{ readonly url: string; readonly token: string }> {
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(100)) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return JSON.parse(text) as { url: string; token: string };
  }
  throw new Error('the server does not start');
}

/** Waits until every cohort is live. */
export async function allLive(call: DemoServer['call']): Promise<void> {
  type Listed = { readonly cohorts: readonly { readonly live: { readonly state: string } }[] };
  for (;;) {
    const { cohorts } = await call<Listed>('GET', '/api/v1/cohorts');
    if (cohorts.every(({ live }) => live.state === 'live')) return;
    await sleep(100);
  }
}
