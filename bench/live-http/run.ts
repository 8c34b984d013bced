import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { definitions } from '../live-trackers/definitions.ts';
import { arrivals } from './arrivals.ts';
import { Client } from './client.ts';
import { backgroundEvent, eventOf, pastEvent, randomNumbers } from './events.ts';
import { median, type ProbeFigures, probeFigures, type Ratio, ratioOfP99 } from './figures.ts';
import { PROBE, type Probe, Probes } from './probes.ts';
import type { Collections, Lateness, ServerProcess, Usage } from './server-process.ts';
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
  /** How often that happens, with a rest of `seconds` and more before each. */
  readonly waves: number;
}

/** What the server used over a while. */
export interface UsageFigures {
  readonly rssMiB: number;
  /** Processor time by time: 1 is one core. */
  readonly cores: number;
  /** The same of everything else on the machine but this process, which sends and watches. */
  readonly otherCores: number;
  /** How late its event loop came to timers, in ms. */
  readonly late: Lateness;
  /** Of the time, in which its event loop had something to do: 1 is always. */
  readonly loop: number;
  /** A second. */
  readonly collections: Collections;
}

export interface RunFigures {
  /** The `seconds` before each wave. */
  readonly before: ProbeFigures & UsageFigures;
  /** Of these only as long before each wave as it takes: as many probes as during the waves, so that one stall weighs as much in both. */
  readonly asLong: ProbeFigures;
  /** All waves together. */
  readonly during: ProbeFigures & UsageFigures;
  /** As long after each wave as it took: what was put off goes into the store then. */
  readonly after: ProbeFigures & UsageFigures;
  /** The p99 in ms as long before each wave as it takes, during it, and after it. */
  readonly each: readonly {
    readonly before: number;
    readonly during: number;
    readonly after: number;
    /** Cores that others than server and bench used while it went on. */
    readonly otherCores: number;
  }[];
  /** The p99 during all waves by that as long before them. */
  readonly growth: Ratio;
  /** From the instant at which all leave to the last of them on the stream, for each wave. */
  readonly waveSeconds: readonly number[];
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
/** For building one wave's cohort, and for its entries to be told. */
const BUILD_S = 4;
/** For a wave, and as long after it, to be over before the rest before the next one begins. */
const MOST_WAVE_S = 10;
/** A rest is longer by less than that. */
const LONGER_S = 5;
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
  // One cohort for each wave, of the same users, who leave one after the other.
  let window = Math.ceil((Date.now() - instant) / 1_000) + BUILD_S * sizes.waves + WARM_UP_S + sizes.seconds;
  const waves: Wave[] = [];
  for (let i = 0; i < sizes.waves; i += 1) {
    const text = `users who did ${WAVE_EVENT} in the last ${window} seconds`;
    const cohort = await create(`wave ${i}`, { text });
    waves.push({ cohort, leave: instant + window * 1_000, left: 0, lastLeft: 0 });
    // Rests of different lengths: what comes at intervals of its own (a collection of garbage) then falls now into a wave, now beside one.
    window += MOST_WAVE_S + sizes.seconds + ((3 * i) % LONGER_S);
  }
  await allLive();

  const probes = new Probes(prober, writeKey);
  const closeProbes = await openStream(
    url,
    secretKey,
    probeCohort,
    eachTransition((seen, at) => probes.onSeen(seen, at)),
  );
  const closeWaves = await Promise.all(
    waves.map((wave) =>
      openStream(
        url,
        secretKey,
        wave.cohort,
        countTransitions('exited', (all, at) => {
          if (all > wave.left) wave.lastLeft = at;
          wave.left = all;
        }),
      ),
    ),
  );
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
  const usages: { before: UsageFigures; during: UsageFigures; after: UsageFigures }[] = [];
  let backgroundBefore = 0;
  for (const wave of waves) {
    const start = wave.leave - sizes.seconds * 1_000;
    if (Date.now() > start || wave.left > 0) throw new Error('the wave came before its time');
    await until(start);
    say(`measuring for ${sizes.seconds} s`);
    const [usage, sent] = [await server.usage(), background];
    await until(wave.leave);
    const middle = await server.usage();
    backgroundBefore += background - sent;
    say(`${sizes.wave.toLocaleString('en')} leave`);
    while (wave.left < sizes.wave && Date.now() < wave.leave + MOST_S * 1_000 && failure === undefined)
      await sleep(20);
    const end = await server.usage();
    if (failure !== undefined) throw failure;
    if (wave.left !== sizes.wave) throw new Error(`${wave.left} of ${sizes.wave} left within ${MOST_S} s`);
    await until(wave.lastLeft + (wave.lastLeft - wave.leave));
    usages.push({
      before: usageBetween(usage, middle),
      during: usageBetween(middle, end),
      after: usageBetween(end, await server.usage()),
    });
  }
  stop.abort();
  await sending;
  // Probes that were sent so far are waited for.
  for (let waited = 0; waited < MOST_S && probes.missing > 0 && failure === undefined; waited += 1)
    await sleep(1_000);
  closeProbes();
  for (const close of closeWaves) close();
  client.close();
  prober.close();
  if (failure !== undefined) throw failure;
  if (probes.missing > 0) throw new Error(`${probes.missing} probes never came on the stream`);
  const between = (from: number, to: number): readonly Probe[] =>
    probes.all.filter(({ sent }) => sent >= from && sent < to);
  const asLong = waves.map(({ leave, lastLeft }) => between(leave - (lastLeft - leave), leave));
  const during = waves.map(({ leave, lastLeft }) => between(leave, lastLeft));
  const after = waves.map(({ leave, lastLeft }) => between(lastLeft, lastLeft + (lastLeft - leave)));
  const rests = waves.flatMap(({ leave }) => between(leave - sizes.seconds * 1_000, leave));
  return {
    before: { ...probeFigures(rests), ...together(usages.map(({ before }) => before)) },
    asLong: probeFigures(asLong.flat()),
    during: { ...probeFigures(during.flat()), ...together(usages.map((each) => each.during)) },
    after: { ...probeFigures(after.flat()), ...together(usages.map((each) => each.after)) },
    each: waves.map((_, i) => ({
      before: probeFigures(asLong[i] ?? []).whole.p99,
      during: probeFigures(during[i] ?? []).whole.p99,
      after: probeFigures(after[i] ?? []).whole.p99,
      otherCores: usages[i]?.during.otherCores ?? Number.NaN,
    })),
    growth: ratioOfP99(asLong.map(wholeOf), during.map(wholeOf)),
    waveSeconds: waves.map(({ leave, lastLeft }) => (lastLeft - leave) / 1_000),
    backgroundPerSecond: Math.round(backgroundBefore / sizes.seconds / waves.length),
    load: [load, loadavg()[0] ?? 0],
  };
}

interface Wave {
  readonly cohort: string;
  /** When all leave, and when the last of those who were told so far was. */
  readonly leave: number;
  left: number;
  lastLeft: number;
}

function wholeOf(probes: readonly Probe[]): number[] {
  return probes.map(({ sent, seen = Number.NaN }) => seen - sent);
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
  const othersMs =
    to.machineCpuMs - from.machineCpuMs - (to.cpuMs - from.cpuMs) - (to.ownCpuMs - from.ownCpuMs);
  return {
    rssMiB: Math.round(to.rssBytes / 1024 ** 2),
    cores: (to.cpuMs - from.cpuMs) / (to.at - from.at),
    otherCores: othersMs / (to.at - from.at),
    late: to.late,
    loop: (to.loopMs - from.loopMs) / (to.at - from.at),
    collections: collectionsOf(
      (name) => ((to.collections[name] - from.collections[name]) / (to.at - from.at)) * 1_000,
    ),
  };
}

/** Of several whiles: the mean of what was used, the median of how late the event loop was, the worst of both. */
function together(usages: readonly UsageFigures[]): UsageFigures {
  const mean = (of: (each: UsageFigures) => number): number =>
    usages.reduce((sum, each) => sum + of(each), 0) / usages.length;
  return {
    rssMiB: Math.max(...usages.map(({ rssMiB }) => rssMiB)),
    cores: mean(({ cores }) => cores),
    otherCores: mean(({ otherCores }) => otherCores),
    late: {
      p50: median(usages.map(({ late }) => late.p50)),
      p99: median(usages.map(({ late }) => late.p99)),
      max: Math.max(...usages.map(({ late }) => late.max)),
    },
    loop: mean(({ loop }) => loop),
    collections: collectionsOf((name) => mean(({ collections }) => collections[name])),
  };
}

function collectionsOf(of: (name: keyof Collections) => number): Collections {
  return { young: of('young'), youngMs: of('youngMs'), full: of('full'), fullMs: of('fullMs') };
}

async function until(instant: number): Promise<void> {
  await sleep(Math.max(0, instant - Date.now()));
}
