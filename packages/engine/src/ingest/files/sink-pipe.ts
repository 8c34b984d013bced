import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IncomingEvent } from '../../model/event.ts';
import type { Project } from '../../model/project.ts';
import type { Clock } from '../../model/time.ts';
import { type EventSink, type Fate, OverloadedError } from '../event-sink.ts';

interface Sent {
  readonly fates: Promise<readonly Fate[]>;
  readonly onDurable: (fates: readonly Fate[]) => Promise<void>;
}

/**
 * Keeps a few batches on their way into a sink, in order. Batches are reported durable in the order sent, each only when
 * all before it are. While a batch waits because the sink is full, none behind it is offered, so the order holds.
 */
export class SinkPipe {
  readonly #sink: EventSink;
  readonly #project: Project;
  readonly #clock: Clock;
  readonly #inFlight: number;
  readonly #wait: (ms: number) => Promise<void>;
  readonly #sent: Sent[] = [];
  #full: Promise<void> | undefined;

  constructor(options: {
    readonly sink: EventSink;
    readonly project: Project;
    readonly clock: Clock;
    readonly inFlight: number;
    readonly wait: (ms: number) => Promise<void>;
  }) {
    this.#sink = options.sink;
    this.#project = options.project;
    this.#clock = options.clock;
    this.#inFlight = options.inFlight;
    this.#wait = options.wait;
  }

  /** Resolves when the batch is on its way. Throws what an earlier batch failed with. */
  async send(events: readonly IncomingEvent[], onDurable: Sent['onDurable']): Promise<void> {
    while (this.#sent.length >= this.#inFlight) await this.#settleOldest();
    while (this.#full !== undefined) await this.#full;
    const fates = this.#accept(events);
    fates.catch(() => undefined);
    this.#sent.push({ fates, onDurable });
    // A sink that is full says so at once: let it, before the next batch is offered.
    await nextTurn();
  }

  /** Resolves when everything sent is durable and reported. */
  async drain(): Promise<void> {
    while (this.#sent.length > 0) await this.#settleOldest();
  }

  async #settleOldest(): Promise<void> {
    const oldest = this.#sent[0];
    if (oldest === undefined) return;
    const fates = await oldest.fates;
    this.#sent.shift();
    await oldest.onDurable(fates);
  }

  async #accept(events: readonly IncomingEvent[]): Promise<readonly Fate[]> {
    let reopen: (() => void) | undefined;
    try {
      for (;;) {
        try {
          return await this.#sink.accept(this.#project, events, this.#clock());
        } catch (error) {
          if (!(error instanceof OverloadedError)) throw error;
          if (reopen === undefined) {
            this.#full = new Promise((resolve) => {
              reopen = resolve;
            });
          }
          await this.#wait(error.retryAfterMs);
        }
      }
    } finally {
      if (reopen !== undefined) {
        this.#full = undefined;
        reopen();
      }
    }
  }
}
