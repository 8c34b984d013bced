import type { FastifyReply } from 'fastify';

export interface EventStreamOptions {
  /** A comment goes out this often, so that nobody between takes the line for dead. */
  readonly heartbeatMs?: number | undefined;
  /** A client that has not read for this long is closed. */
  readonly stuckMs?: number | undefined;
}

const HEARTBEAT_MS = 15_000;
const STUCK_MS = 30_000;
/** Characters that are written at a time: few writes for many events, and no more than a slow line takes in a while. */
const AT_ONCE = 65_536;

/** Server-sent events to one client, until either side ends it. What is written waits for a client that reads slowly. */
export class EventStream {
  readonly #reply: FastifyReply;
  readonly #stuckMs: number;
  readonly #heartbeat: NodeJS.Timeout;
  #isOver = false;

  /** Takes the answer over: from here on the stream alone writes to it. */
  constructor(
    reply: FastifyReply,
    { heartbeatMs = HEARTBEAT_MS, stuckMs = STUCK_MS }: EventStreamOptions = {},
  ) {
    this.#reply = reply;
    this.#stuckMs = stuckMs;
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // The connection ends with the stream, so that none is left open when the server closes.
      connection: 'close',
      'x-accel-buffering': 'no',
    });
    reply.raw.flushHeaders();
    reply.raw.on('close', () => this.#finish());
    reply.raw.on('error', () => this.#finish());
    this.#heartbeat = setInterval(() => {
      if (!this.#isOver && !reply.raw.writableNeedDrain) reply.raw.write(': alive\n\n');
    }, heartbeatMs);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /**
   * Resolves when the client has room for more; false when the stream is over. `id` is what the client says when it comes back;
   * `data` becomes JSON.
   */
  async send(event: string, data: unknown, id?: number): Promise<boolean> {
    return this.#write(textOf(event, data, id));
  }

  /** The same of many, in their order and in few writes. */
  async sendAll<Data>(event: string, all: readonly Data[], idOf: (data: Data) => number): Promise<boolean> {
    let text = '';
    for (const data of all) {
      text += textOf(event, data, idOf(data));
      if (text.length < AT_ONCE) continue;
      if (!(await this.#write(text))) return false;
      text = '';
    }
    return text === '' ? !this.#isOver : this.#write(text);
  }

  async #write(text: string): Promise<boolean> {
    if (this.#isOver) return false;
    if (this.#reply.raw.write(text)) return true;
    await this.#drained();
    return !this.#isOver;
  }

  /** Ends it; what was written still goes out. */
  end(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#reply.raw.end();
  }

  #drained(): Promise<void> {
    const { raw, log, request } = this.#reply;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        raw.off('drain', done);
        raw.off('close', done);
        resolve();
      };
      const timer = setTimeout(() => {
        log.warn(
          { url: request.url },
          `closed an event stream: its client read nothing for ${this.#stuckMs} ms`,
        );
        this.#finish();
        raw.destroy();
        done();
      }, this.#stuckMs);
      raw.once('drain', done);
      raw.once('close', done);
    });
  }

  #finish(): void {
    this.#isOver = true;
    clearInterval(this.#heartbeat);
  }
}

function textOf(event: string, data: unknown, id: number | undefined): string {
  const number = id === undefined ? '' : `id: ${id}\n`;
  return `event: ${event}\n${number}data: ${JSON.stringify(data)}\n\n`;
}
