import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BuiltEngine } from './built-engine.ts';

/** `cusp serve` in a process of its own, listening. */
export interface ServerProcess {
  readonly url: string;
  /** With the operator's token. */
  readonly headers: Readonly<Record<string, string>>;
  /** The write key that the first server on new data prints. */
  readonly writeKey: string | undefined;
  /** What it has said, for the message of a test that fails. */
  readonly said: () => string;
  /** At once, as the kernel does it: nothing is tidied up. Resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** As an operator does it. Gives the exit code. */
  readonly stop: () => Promise<number | null>;
}

const KEY = /cusp_write_[\w-]{32}/;

/** Starts a server over a data folder. With `isFirst` it waits for the keys of the first start as well. */
export async function startServerProcess(
  engine: BuiltEngine,
  data: string,
  env: Readonly<Record<string, string>> = {},
  isFirst = false,
): Promise<ServerProcess> {
  const args = [join(engine.folder, 'cli/main.js'), '--data', data, 'serve', '--port', '0'];
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, CUSP_LOG: 'warn', ...env } });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (said += String(part)));
  while (!said.includes('Cusp listens on') || (isFirst && !KEY.test(said))) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
    await sleep(20);
  }
  const { url, token } = JSON.parse(await readFile(join(data, 'server.json'), 'utf8'));
  return {
    url: String(url),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    writeKey: KEY.exec(said)?.[0],
    said: () => said,
    kill: () => ended(child, 'SIGKILL'),
    stop: async () => {
      await ended(child, 'SIGTERM');
      return child.exitCode;
    },
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
