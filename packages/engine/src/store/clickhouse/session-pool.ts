import type { Session } from 'chdb';

interface Waiter {
  readonly take: (session: Session) => void;
  readonly refuse: (reason: Error) => void;
}

/** Sessions that run one query each. `take` waits in order of arrival; whoever takes one gives it back. */
export class SessionPool {
  readonly #open: () => Session;
  readonly #size: number;
  readonly #idle: Session[] = [];
  readonly #waiting: Waiter[] = [];
  #closed: Error | undefined;
  #opened = 0;

  constructor(open: () => Session, size: number) {
    this.#open = open;
    this.#size = size;
  }

  /** Rejects with the signal's reason when it is aborted before a session is free. */
  async take(signal?: AbortSignal): Promise<Session> {
    signal?.throwIfAborted();
    if (this.#closed) throw this.#closed;
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#opened < this.#size) {
      this.#opened += 1;
      return this.#open();
    }
    return this.#wait(signal);
  }

  #wait(signal?: AbortSignal): Promise<Session> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        take: (session) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(session);
        },
        refuse: (reason) => {
          signal?.removeEventListener('abort', onAbort);
          reject(reason);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  give(session: Session): void {
    const next = this.#waiting.shift();
    if (next) next.take(session);
    else this.#idle.push(session);
  }

  /** Refuses whoever waits with `reason`, waits for every session that is taken, then closes all. */
  async close(reason: Error): Promise<void> {
    this.#closed = reason;
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(reason);
    for (let closed = 0; closed < this.#opened; closed += 1) {
      const session = this.#idle.pop() ?? (await this.#wait());
      session.close();
    }
    this.#opened = 0;
  }
}
