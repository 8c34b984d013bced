import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** What the server's process tells its parent. */
export type ServerMessage =
  | { readonly kind: 'ready'; readonly url: string; readonly writeKey: string; readonly secretKey: string }
  | {
      readonly kind: 'usage';
      readonly rssBytes: number;
      readonly cpuMs: number;
      readonly late: Lateness;
      readonly loopMs: number;
    };

/** How late the event loop came to its timers since this was asked last, in ms; about 1 is not late. */
export interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Usage {
  readonly rssBytes: number;
  /** Of all threads since the process began. */
  readonly cpuMs: number;
  readonly late: Lateness;
  /** For how long the event loop had something to do since it began. */
  readonly loopMs: number;
  /** When this was asked, in ms. */
  readonly at: number;
}

export interface ServerProcess {
  readonly url: string;
  readonly writeKey: string;
  readonly secretKey: string;
  readonly usage: () => Promise<Usage>;
  readonly close: () => Promise<void>;
}

/** Starts a server over a data directory. CPU_PROFILE names a directory for a profile of its processor time. */
export async function startServer(path: string): Promise<ServerProcess> {
  const folder = process.env.CPU_PROFILE;
  const execArgv = folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  const server = fork(resolve(import.meta.dirname, 'server.js'), [path], { execArgv });
  const { url, writeKey, secretKey } = await heard(server, 'ready');
  return {
    url,
    writeKey,
    secretKey,
    async usage() {
      server.send('usage');
      const { rssBytes, cpuMs, late, loopMs } = await heard(server, 'usage');
      return { rssBytes, cpuMs, late, loopMs, at: performance.now() };
    },
    async close() {
      const ended = once(server, 'exit');
      if (server.connected) server.send('close');
      await ended;
    },
  };
}

async function heard<Kind extends ServerMessage['kind']>(
  server: ChildProcess,
  kind: Kind,
): Promise<Extract<ServerMessage, { kind: Kind }>> {
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code}`);
  });
  const [message] = (await Promise.race([once(server, 'message'), ended])) as [ServerMessage];
  if (message.kind !== kind) throw new Error(`expected ${kind}, heard ${message.kind}`);
  return message as Extract<ServerMessage, { kind: Kind }>;
}
