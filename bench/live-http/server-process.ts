import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
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
      readonly collections: Collections;
    };

/** Collections of garbage of the main thread's heap since the process began. */
export interface Collections {
  /** Of the young generation, and how long the main thread stood still for them, ms. */
  readonly young: number;
  readonly youngMs: number;
  /** Of everything. What the main thread did for them in steps before their end is not told. */
  readonly full: number;
  readonly fullMs: number;
}

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
  readonly collections: Collections;
  /** Processor time of this process, and of the whole machine, ms. */
  readonly ownCpuMs: number;
  readonly machineCpuMs: number;
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

/** Starts a server over a data directory. CPU_PROFILE names a directory for a profile of its processor time; SERVER_FLAGS are Node's, with blanks between. */
export async function startServer(path: string): Promise<ServerProcess> {
  const folder = process.env.CPU_PROFILE;
  const flags = (process.env.SERVER_FLAGS ?? '').split(' ').filter((flag) => flag !== '');
  const execArgv = [...flags, ...(folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`])];
  const server = fork(resolve(import.meta.dirname, 'server.js'), [path], { execArgv });
  const { url, writeKey, secretKey } = await heard(server, 'ready');
  return {
    url,
    writeKey,
    secretKey,
    async usage() {
      server.send('usage');
      const { kind: _, ...usage } = await heard(server, 'usage');
      const { user, system } = process.cpuUsage();
      const ownCpuMs = (user + system) / 1_000;
      return { ...usage, ownCpuMs, machineCpuMs: machineCpuMs(), at: performance.now() };
    },
    async close() {
      const ended = once(server, 'exit');
      if (server.connected) server.send('close');
      await ended;
    },
  };
}

function machineCpuMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}

async function heard<Kind extends ServerMessage['kind']>(
  server: ChildProcess,
  kind: Kind,
): Promise<Extract<ServerMessage, { kind: Kind }>> {
  const stop = new AbortController();
  const { signal } = stop;
  const ended = once(server, 'exit', { signal }).then(([code]) => {
    throw new Error(`the server ended with ${code}`);
  });
  const [message] = (await Promise.race([once(server, 'message', { signal }), ended]).finally(() => {
    ended.catch(() => undefined);
    stop.abort();
  })) as [ServerMessage];
  if (message.kind !== kind) throw new Error(`expected ${kind}, heard ${message.kind}`);
  return message as Extract<ServerMessage, { kind: Kind }>;
}
