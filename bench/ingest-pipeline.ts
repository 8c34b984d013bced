import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OverloadedError } from '../packages/engine/src/ingest/event-sink.ts';
import { createIngestPipeline } from '../packages/engine/src/ingest/pipeline/create-ingest-pipeline.ts';
import { IDENTIFY, type IncomingEvent, NO_SESSION } from '../packages/engine/src/model/event.ts';
import type { Project } from '../packages/engine/src/model/project.ts';
import { migrateEventStore } from '../packages/engine/src/store/clickhouse/migrate.ts';
import { openEmbedded } from '../packages/engine/src/store/clickhouse/open-embedded.ts';

/**
 * How many events a second the pipeline makes durable, and what memory it takes. Usage:
 *   node bench/ingest-pipeline.js [events] [batch size] [senders at once] [users]
 * Every event has a user, a device, an insert id and 8 properties; every 20th is an identify that sets 3 properties.
 */
const [events = 600_000, batchSize = 1_000, senders = 16, users = 50_000] = process.argv.slice(2).map(Number);

const NAMES = [
  'page_viewed',
  'project_created',
  'export_clicked',
  'paywall_viewed',
  'invite_sent',
  'limit_hit',
];
const START = Date.UTC(2026, 0, 1);
const project: Project = { id: 'bench', name: 'bench', timeZone: 'UTC', accountGroup: 'company' };

/** Small and fast, seeded: the same events every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function batch(first: number, size: number, next: () => number): IncomingEvent[] {
  return Array.from({ length: size }, (_, i): IncomingEvent => {
    const n = first + i;
    const user = Math.floor(next() ** 2 * users);
    const identify = n % 20 === 0;
    return {
      name: identify ? IDENTIFY : (NAMES[Math.floor(next() * NAMES.length)] ?? 'other'),
      time: START + n * 5,
      userId: `user-${user}`,
      deviceId: `device-${user}-${Math.floor(next() * 2)}`,
      insertId: `${n.toString(36)}-${Math.floor(next() * 2 ** 32).toString(36)}-insert`,
      sessionId: NO_SESSION,
      groups: { company: [`company-${user % 997}`] },
      joins: {},
      properties: identify
        ? {}
        : {
            $platform: 'Web',
            $country: 'Germany',
            $os_name: 'Mac OS X',
            path: `/projects/${Math.floor(next() * 1000)}`,
            plan: next() < 0.7 ? 'free' : 'team',
            seats_used: Math.floor(next() * 20),
            amount: next() * 100,
            beta: next() < 0.5,
          },
      userUpdates: identify
        ? [
            { op: 'set', property: 'plan', value: next() < 0.9 ? 'free' : 'team' },
            { op: 'set-once', property: 'utm_source', value: 'ads' },
            { op: 'add', property: 'identified', value: 1 },
          ]
        : [],
      accountUpdates: [],
      aliasOf: undefined,
      source: 'bench',
    };
  });
}

const path = await mkdtemp(join(tmpdir(), 'cusp-bench-ingest-'));
const store = await openEmbedded({ path });
await migrateEventStore(store);
const clock = (): number => Date.now();
const pipeline = await createIngestPipeline({ store, clock });
const rss = (): string => `${Math.round(process.memoryUsage().rss / 1024 ** 2)} MB`;

/** CPU seconds of the thread that runs JavaScript; Linux only. */
function mainThreadSeconds(): number {
  try {
    const fields =
      readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

const next = random(7);
const mainBefore = mainThreadSeconds();
let sent = 0;
let longestMs = 0;
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
const generatedMs = { total: 0 };
const started = performance.now();
const cpu = process.cpuUsage();

/** As a sender does: when there is too much waiting, come back when told. */
async function send(made: readonly IncomingEvent[]): Promise<void> {
  for (;;) {
    try {
      await pipeline.sink.accept(project, made, clock());
      return;
    } catch (error) {
      if (!(error instanceof OverloadedError)) throw error;
      await sleep(error.retryAfterMs);
    }
  }
}

async function sender(): Promise<void> {
  while (sent < events) {
    const size = Math.min(batchSize, events - sent);
    const before = performance.now();
    const made = batch(sent, size, next);
    generatedMs.total += performance.now() - before;
    sent += size;
    const asked = performance.now();
    await send(made);
    longestMs = Math.max(longestMs, performance.now() - asked);
  }
}
await Promise.all(Array.from({ length: senders }, sender));
clearInterval(watch);
const seconds = (performance.now() - started) / 1000;
const used = process.cpuUsage(cpu);
const allSeconds = (used.user + used.system) / 1e6;
const mainSeconds = mainThreadSeconds() - mainBefore;
const micros = (cpuSeconds: number): string => `${((cpuSeconds / events) * 1e6).toFixed(1)} us`;
console.log(
  `${events} events in batches of ${batchSize} from ${senders} senders, ${users} users: ` +
    `${Math.round(events / seconds)} events/s, longest answer ${Math.round(longestMs)} ms, RSS ${rss()}, peak ${Math.round(peak / 1024 ** 2)} MB, ` +
    `CPU per event ${micros(mainSeconds)} in JavaScript (making the events included: ${micros(generatedMs.total / 1000)} of wall time) and ${micros(allSeconds - mainSeconds)} in other threads`,
);

const lone = performance.now();
await pipeline.sink.accept(project, batch(events, 1, next), clock());
console.log(`a lone event is durable after ${Math.round(performance.now() - lone)} ms`);

const again = performance.now();
const repeats = batch(0, Math.min(events, 20_000), random(7));
const fates = await pipeline.sink.accept(project, repeats, clock());
console.log(
  `${repeats.length} repeats in one batch: ${fates.filter((fate) => fate === 'duplicate').length} found in ${Math.round(performance.now() - again)} ms`,
);
await pipeline.close();

const reopened = performance.now();
await (await createIngestPipeline({ store, clock })).close();
console.log(`opening again took ${Math.round(performance.now() - reopened)} ms`);
await store.close();
await rm(path, { recursive: true, force: true });
