import { seededRandom } from '../../util/random.ts';
import type { Terminal } from '../context.ts';
import { count } from '../output/format.ts';
import { progress } from '../output/progress.ts';
import { amplitudePayload } from './world/amplitude-payload.ts';
import { delivered } from './world/delivery.ts';
import { simulate, type WorldOptions } from './world/simulate.ts';
import type { WorldEvent } from './world/world-event.ts';

export interface LoadedWorld {
  /** Events as they were sent, repeats included. */
  readonly sent: number;
  readonly seconds: number;
}

const BATCH = 1_000;
const IN_FLIGHT = 4;
const MOST_TRIES = 20;

/** Makes the world and sends it, late events and repeats and all, to the server's ingest as Amplitude's SDK would. */
export async function loadWorld(
  terminal: Terminal,
  url: string,
  writeKey: string,
  options: WorldOptions,
): Promise<LoadedWorld> {
  const started = performance.now();
  const shown = progress(terminal, 'sending events');
  const days = (event: WorldEvent): number => 1 - (options.end - event.time) / (options.days * 86_400_000);
  const waiting = new Set<Promise<void>>();
  let batch: WorldEvent[] = [];
  let sent = 0;
  const flush = async (): Promise<void> => {
    const events = batch;
    batch = [];
    sent += events.length;
    const sending = post(url, writeKey, events).finally(() => waiting.delete(sending));
    waiting.add(sending);
    if (waiting.size >= IN_FLIGHT) await Promise.race(waiting);
    const last = events.at(-1);
    if (last) shown.show(Math.max(0, days(last)), `${count(sent)} events`);
  };
  for (const event of delivered(seededRandom(options.seed + 1), simulate(options))) {
    batch.push(event);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  await Promise.all(waiting);
  shown.done();
  return { sent, seconds: (performance.now() - started) / 1000 };
}

async function post(url: string, writeKey: string, events: readonly WorldEvent[]): Promise<void> {
  const body = JSON.stringify({ api_key: writeKey, events: events.map(amplitudePayload) });
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(`${url}/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await answer.text();
    if (answer.ok) return;
    if (answer.status !== 429 || attempt === MOST_TRIES)
      throw new Error(`ingest answered ${answer.status}: ${text.slice(0, 300)}`);
    const seconds = Number(answer.headers.get('retry-after') ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}
