import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { definitions } from '../live-trackers/definitions.ts';
import { arrivals } from './arrivals.ts';
import { Client } from './client.ts';
import { backgroundEvent, eventOf, pastEvent, randomNumbers } from './events.ts';
import { type ProbeFigures, probeFigures } from './figures.ts';
import { PROBE, type Probe, Probes } from './probes.ts';
import type { Lateness, ServerProcess, Usage } from './server-process.ts';
import { countTransitions, eachTransition, openStream } from './watch.ts';

export interface Sizes {
  /** Events a second beside the probes, in requests of REQUEST. */
  readonly rate: number;
  readonly cohorts: number;
  readonly users: number;
  /** A second. */
  readonly probes: number;
  readonly seconds: number;
  /** Users who leave at one instant. */
  readonly wave: number;
}

/** What the server used over a while. */
export interface UsageFigures {
  readonly rssMiB: number;
  /** Processor time by time: 1 is one core. */
  readonly cores: number;
  /** How late its event loop came to timers, in ms. */
  readonly late: Lateness;
  /** Of the time, in which its event loop had something to do: 1 is always. */
  readonly loop: number;
}

export interface RunFigures {
  readonly before: ProbeFigures & UsageFigures;
  readonly during: ProbeFigures & UsageFigures;
  /** The p99 of each stretch before the wave that is as long as it, in ms: one stall is one in a hundred of these, as it is in the wave. */
  readonly stretches: readonly number[];
  /** From the instant at which all leave to the last of them on the stream. */
  readonly waveSeconds: number;
  readonly backgroundPerSecond: number;
  /** Of the machine over the last minute, at the start and at the end of the run. */
  readonly load: readonly [number, number];
}

/** Events in a request of the background. */
export const REQUEST = 20;
const WAVE_EVENT = 'trial_started';
/** Of events stored beforehand, for each user. */
const PAST = 3;
/** Before anything counts: the code is warm, the streams are open. */
const WARM_UP_S = 5;
/** For building the wave's cohort, and for its entries to be told. */
const BUILD_S = 10;
const AT_ONCE = 1_000;
const MOST_S = 60;

/** Prepares a server that is new, and measures it once. `say` hears how far it is. */
export async function run(
  server: ServerProcess,
  sizes: Sizes,
  say: (what: string) => void,
): Promise<RunFigures> {
  const { url, writeKey, secretKey } = server;
  const client = new Client(url, 256);
  const prober = new Client(url, 256);
  const load = loadavg()[0] ?? 0;
  const headers = { authorization: `Bearer ${secretKey}` };
  const random = randomNumbers(11);
  const post = (events: readonly object[]) => client.call('POST', '/batch', { api_key: writeKey, events });
  const create = async (name: string, definition: { text: string } | { definition: CohortDefinition }) => {
    const made = await client.call('POST', '/api/v1/cohorts', { name, ...definition }, headers);
    return (JSON.parse(made) as { id: string }).id;
  };
  const allLive = async () => {
    type Listed = { cohorts: { name: string; live: { state: string; error: string | null } }[] };
    for (;;) {
      const { cohorts } = JSON.parse(
        await client.call('GET', '/api/v1/cohorts', undefined, headers),
      ) as Listed;
      const broken = cohorts.find(({ live }) => live.error !== null);
      if (broken) throw new Error(`${broken.name}: ${broken.live.error}`);
      if (cohorts.every(({ live }) => live.state === 'live')) return;
      await sleep(100);
    }
  };

  say('storing what happened before');
  const now = Date.now();
  await inBatches(sizes.users * PAST, post, () => pastEvent(sizes.users, now, random));
  const instant = Date.now();
  await inBatches(sizes.wave, post, (i) => eventOf(`wave-${i}`, WAVE_EVENT, instant));
  say('building the cohorts');
  for (const [i, definition] of definitions(sizes.cohorts).entries())
    await create(`cohort ${i}`, { definition });
  const probeCohort = await create('probes', { text: `users who did ${PROBE} in the last 30 days` });
  await allLive();
  const window = Math.ceil((Date.now() - instant) / 1_000) + BUILD_S + WARM_UP_S + sizes.seconds;
  const leave = instant + window * 1_000;
  const waveCohort = await create('wave', {
    text: `users who did ${WAVE_EVENT} in the last ${window} seconds`,
  });
  await allLive();

  const probes = new Probes(prober, writeKey);
  const closeProbes = await openStream(
    url,
    secretKey,
    probeCohort,
    eachTransition((seen, at) => probes.onSeen(seen, at)),
  );
  let left = 0;
  let lastLeft = 0;
  const count = countTransitions('exited', (all, at) => {
    if (all > left) lastLeft = at;
    left = all;
  });
  const closeWave = await openStream(url, secretKey, waveCohort, count);
  const stop = new AbortController();
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure = error;
  };
  let background = 0;
  const sendBackground = (): void => {
    const events = Array.from({ length: REQUEST }, () => backgroundEvent(sizes.users, Date.now(), random));
    post(events).then(() => {
      background += events.length;
    }, fail);
  };
  const sending = Promise.all([
    arrivals(sizes.rate / REQUEST, random, sendBackground, stop.signal),
    arrivals(sizes.probes, randomNumbers(5), () => void probes.send().catch(fail), stop.signal),
  ]);
  await until(leave - sizes.seconds * 1_000);
  if (left > 0) throw new Error('the wave came before its time');
  say(`measuring for ${sizes.seconds} s`);
  const start = { usage: await server.usage(), background };
  await until(leave);
  const middle = { usage: await server.usage(), background };
  say(`${sizes.wave.toLocaleString('en')} leave`);
  while (left < sizes.wave && Date.now() < leave + MOST_S * 1_000 && failure === undefined) await sleep(20);
  const end = await server.usage();
  // Probes that were sent during the wave are waited for.
  stop.abort();
  await sending;
  for (let waited = 0; waited < MOST_S && probes.missing > 0 && failure === undefined; waited += 1)
    await sleep(1_000);
  closeProbes();
  closeWave();
  client.close();
  prober.close();
  if (failure !== undefined) throw failure;
  if (left !== sizes.wave) throw new Error(`${left} of ${sizes.wave} left within ${MOST_S} s`);
  if (probes.missing > 0) throw new Error(`${probes.missing} probes never came on the stream`);
  const between = (from: number, to: number): readonly Probe[] =>
    probes.all.filter(({ sent }) => sent >= from && sent < to);
  const length = lastLeft - leave;
  const stretches = Array.from({ length: Math.floor((sizes.seconds * 1_000) / length) }, (_, i) => {
    const to = leave - i * length;
    return probeFigures(between(to - length, to)).whole.p99;
  });
  return {
    stretches,
    before: {
      ...probeFigures(between(leave - sizes.seconds * 1_000, leave)),
      ...usageBetween(start.usage, middle.usage),
    },
    during: { ...probeFigures(between(leave, lastLeft)), ...usageBetween(middle.usage, end) },
    waveSeconds: (lastLeft - leave) / 1_000,
    backgroundPerSecond: Math.round((middle.background - start.background) / sizes.seconds),
    load: [load, loadavg()[0] ?? 0],
  };
}

async function inBatches(
  size: number,
  post: (events: readonly object[]) => Promise<unknown>,
  event: (i: number) => object,
): Promise<void> {
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < size) {
      const from = next;
      next = Math.min(size, from + AT_ONCE);
      await post(Array.from({ length: next - from }, (_, i) => event(from + i)));
    }
  };
  await Promise.all(Array.from({ length: 4 }, sender));
}

function usageBetween(from: Usage, to: Usage): UsageFigures {
  return {
    rssMiB: Math.round(to.rssBytes / 1024 ** 2),
    cores: (to.cpuMs - from.cpuMs) / (to.at - from.at),
    late: to.late,
    loop: (to.loopMs - from.loopMs) / (to.at - from.at),
  };
}

async function until(instant: number): Promise<void> {
  await sleep(Math.max(0, instant - Date.now()));
}
