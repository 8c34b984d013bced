import type { Session } from 'chdb';

/** Sessions that run one query each. `take` waits in order of arrival; whoever takes one gives it back. */
export class SessionPool {
  readonly #open: () => Session;
  readonly #size: number;
  readonly #idle: Session[] = [];
  readonly #waiting: ((session: Session) => void)[] = [];
  #opened = 0;

  constructor(open: () => Session, size: number) {
    this.#open = open;
    this.#size = size;
  }

  /** Rejects with the signal's reason when it is aborted before a session is free. */
  async take(signal?: AbortSignal): Promise<Session> {
    signal?.throwIfAborted();
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#opened < this.#size) {
      this.#opened += 1;
      return this.#open();
    }
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      const waiter = (session: Session): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve(session);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  give(session: Session): void {
    const next = this.#waiting.shift();
    if (next) next(session);
    else this.#idle.push(session);
  }

  /** Waits for every session to come back, then closes them. */
  async close(): Promise<void> {
    for (let closed = 0; closed < this.#opened; closed += 1) (await this.take()).close();
    this.#opened = 0;
  }
}
