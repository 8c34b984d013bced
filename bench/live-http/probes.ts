import type { Client } from './client.ts';
import { eventOf } from './events.ts';
import type { Seen } from './watch.ts';

/** One event of a new user whom it makes a member at once, and when what came of it. All by the clock of the machine, UTC ms. */
export interface Probe {
  readonly sent: number;
  answered: number | undefined;
  recorded: number | undefined;
  seen: number | undefined;
}

export const PROBE = 'wall_hit';

/** Sends probes, and knows what became of each. */
export class Probes {
  readonly all: Probe[] = [];
  readonly #client: Client;
  readonly #writeKey: string;

  constructor(client: Client, writeKey: string) {
    this.#client = client;
    this.#writeKey = writeKey;
  }

  async send(): Promise<void> {
    const sent = Date.now();
    const probe: Probe = { sent, answered: undefined, recorded: undefined, seen: undefined };
    this.all.push(probe);
    const events = [eventOf(`probe-${this.all.length - 1}`, PROBE, sent)];
    await this.#client.call('POST', '/2/httpapi', { api_key: this.#writeKey, events });
    probe.answered = Date.now();
  }

  onSeen({ id, recorded }: Seen, now: number): void {
    const probe = this.all[Number(id.replace('probe-', ''))];
    if (probe === undefined || probe.seen !== undefined) throw new Error(`${id} was told without need`);
    probe.recorded = recorded;
    probe.seen = now;
  }

  /** Not seen on the stream so far. */
  get missing(): number {
    return this.all.filter(({ seen }) => seen === undefined).length;
  }
}
