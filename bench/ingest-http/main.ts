/**
 * How many events a second come in over HTTP, each answered once it is durable, and what the server holds in memory.
 * EVENTS (200,000) in requests of BATCH (1,000) over CONNECTIONS (16). The goal: 20,000 a second on 2 cores, this sender included.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { resolve } from 'node:path';
import { machine, sizeFrom } from '../support/environment.ts';
import { ms } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory } from '../support/temporary-store.ts';
import { payload } from './payload.ts';
import type { ServerMessage } from './server.ts';

const EVENTS = sizeFrom('EVENTS', 200_000);
const BATCH = sizeFrom('BATCH', 1_000);
const CONNECTIONS = sizeFrom('CONNECTIONS', 16);
const USERS = sizeFrom('USERS', 20_000);
const GOAL = 20_000;

interface Round {
  readonly name: string;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly rssMiB: number;
  readonly serverCpuShare: number;
}

await inTemporaryDirectory(async (path) => {
  const profile =
    process.env.CPU_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.CPU_PROFILE}`];
  const server = fork(resolve(import.meta.dirname, 'server.js'), [path], { execArgv: profile });
  try {
    const { url, writeKey } = await heard(server, 'ready');
    const now = Date.now();
    const requests = Array.from({ length: Math.ceil(EVENTS / BATCH) }, (_, i) =>
      payload(writeKey, i * BATCH, Math.min(BATCH, EVENTS - i * BATCH), USERS, now),
    );
    const rounds = [
      await round('new events', server, url, requests),
      await round('sent again', server, url, requests),
    ];
    await report(rounds);
  } finally {
    if (server.connected) server.send('close');
    await once(server, 'exit');
  }
});

/** Sends every request once, CONNECTIONS at a time. */
async function round(
  name: string,
  server: ChildProcess,
  url: string,
  requests: readonly Buffer[],
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const before = await usage(server);
  const start = performance.now();
  const waits: number[] = [];
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let body = requests[next++]; body !== undefined; body = requests[next++]) {
      const sent = performance.now();
      await send(agent, url, body);
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  const elapsedMs = performance.now() - start;
  const after = await usage(server);
  agent.destroy();
  waits.sort((a, b) => a - b);
  return {
    name,
    perSecond: Math.round((EVENTS / elapsedMs) * 1_000),
    medianMs: waits[Math.floor(waits.length / 2)] ?? 0,
    slowestMs: waits.at(-1) ?? 0,
    rssMiB: Math.round(after.rssBytes / 1024 ** 2),
    serverCpuShare: (after.cpuMs - before.cpuMs) / elapsedMs,
  };
}

function send(agent: Agent, url: string, body: Buffer): Promise<void> {
  return new Promise((done, fail) => {
    const sent = request(`${url}/batch`, {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': body.length },
    });
    sent.on('response', (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? done() : fail(new Error(`the server answered ${answer.statusCode}`)),
      );
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

async function usage(server: ChildProcess): Promise<Extract<ServerMessage, { kind: 'usage' }>> {
  server.send('usage');
  return heard(server, 'usage');
}

async function heard<Kind extends ServerMessage['kind']>(
  server: ChildProcess,
  kind: Kind,
): Promise<Extract<ServerMessage, { kind: Kind }>> {
  const [message] = (await once(server, 'message')) as [ServerMessage];
  if (message.kind !== kind) throw new Error(`expected ${kind}, heard ${message.kind}`);
  return message as Extract<ServerMessage, { kind: Kind }>;
}

async function report(rounds: readonly Round[]): Promise<void> {
  const table = markdownTable(
    ['round', 'events/s', 'median ms', 'slowest ms', 'server MiB', 'server cores'],
    rounds.map((r) => [
      r.name,
      r.perSecond.toLocaleString('en'),
      ms(r.medianMs),
      ms(r.slowestMs),
      String(r.rssMiB),
      r.serverCpuShare.toFixed(2),
    ]),
  );
  const head = `# Ingest over HTTP: ${EVENTS.toLocaleString('en')} events in requests of ${BATCH.toLocaleString('en')}, ${CONNECTIONS} connections`;
  const goal = (rounds[0]?.perSecond ?? 0) >= GOAL ? 'reached' : 'missed';
  const text = `${head}\n\n${machine()}, sender included. Goal of ${GOAL.toLocaleString('en')} new events a second: ${goal}.\n\n${table}`;
  process.stdout.write(`${text}\n`);
  await saveResults('ingest-http', text, {
    machine: machine(),
    events: EVENTS,
    batch: BATCH,
    connections: CONNECTIONS,
    rounds,
  });
}
