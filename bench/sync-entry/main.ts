/**
 * How long it takes from an event over HTTP to a destination having been told of the entry that it made.
 * RATE (200) entries a second for SECONDS (30), server, sender and receiver of a webhook in one process on two cores. The goal: p99 under a second.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../../packages/engine/src/cli/commands/serve.ts';
import { loadConfig } from '../../packages/engine/src/config.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { arrivals } from '../live-http/arrivals.ts';
import { Client } from '../live-http/client.ts';
import { randomNumbers } from '../live-http/events.ts';
import { spread } from '../live-http/figures.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory } from '../support/temporary-store.ts';

const RATE = sizeFrom('RATE', 200);
const SECONDS = sizeFrom('SECONDS', 30);
const WARM_UP_MS = 5_000;
const LAST_MS = 10_000;

const told = new Map<string, number>();
let messages = 0;
const receiver = createServer(async (incoming, answer) => {
  const { data } = JSON.parse(await text(incoming)) as { data: { entered?: readonly { id: string }[] } };
  messages += 1;
  for (const { id } of data.entered ?? []) if (!told.has(id)) told.set(id, performance.now());
  answer.end('{}');
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const { port } = receiver.address() as AddressInfo;

const { sent, failed } = await inTemporaryDirectory(measure);
receiver.closeAllConnections();
receiver.close();
const times = [...sent].flatMap(([user, at]) => {
  const seen = told.get(user);
  return seen === undefined ? [] : [seen - at];
});
if (times.length < sent.size) throw new Error(`${sent.size - times.length} of ${sent.size} were never told`);
const { p50, p95, p99, max } = spread(times);
const report = [
  `# From an event to a destination: ${RATE} entries a second for ${SECONDS} s`,
  '',
  markdownTable(
    ['', 'p50', 'p95', 'p99', 'max'],
    [['request sent to message received, ms', ...[p50, p95, p99, max].map((ms) => ms.toFixed(0))]],
  ),
  '',
  `${sent.size} entries in ${messages} messages, ${failed} requests failed. Goal: p99 under 1,000 ms.`,
].join('\n');
process.stdout.write(`${report}\n`);
await saveResults('sync-entry', report, {
  machine: machine(),
  rate: RATE,
  seconds: SECONDS,
  p50,
  p95,
  p99,
  max,
});

async function measure(data: string) {
  const config = loadConfig({ data, port: '0', log: 'silent' }, { CUSP_ALLOW_PRIVATE_RECEIVERS: '1' });
  const server = await startServer(config, {
    out: () => undefined,
    err: () => undefined,
    interactive: false,
  });
  try {
    const { access } = server.app.dependencies;
    const project = must(await access.project('default'), 'project');
    const writeKey = (await access.createKey(project, 'write')).key;
    const { key } = await access.createKey(project, 'secret');
    const client = new Client(server.url, 64);
    const headers = { authorization: `Bearer ${key}` };
    const make = (path: string, body: object) => client.call('POST', path, body, headers);
    await make('/api/v1/cohorts', { name: 'stuck', text: 'users who did wall in the last 30 days' });
    await make('/api/v1/destinations', {
      kind: 'webhook',
      name: 'hook',
      settings: { url: `http://127.0.0.1:${port}/`, requestsPerSecond: 1_000 },
    });
    await make('/api/v1/syncs', { cohort: 'stuck', destination: 'hook' });
    const sent = new Map<string, number>();
    let failed = 0;
    const send = (): void => {
      const user = `user-${sent.size}`;
      sent.set(user, performance.now());
      const events = [{ event_type: 'wall', user_id: user, time: Date.now(), insert_id: user }];
      client.call('POST', '/2/httpapi', { api_key: writeKey, events }).catch(() => {
        failed += 1;
      });
    };
    const stop = new AbortController();
    const sending = arrivals(RATE, randomNumbers(7), send, stop.signal);
    await sleep(WARM_UP_MS);
    const before = new Set(sent.keys());
    await sleep(SECONDS * 1_000);
    stop.abort();
    await sending;
    for (const until = Date.now() + LAST_MS; Date.now() < until && told.size < sent.size; ) await sleep(50);
    client.close();
    return { sent: new Map([...sent].filter(([user]) => !before.has(user))), failed };
  } finally {
    await server.close();
  }
}
