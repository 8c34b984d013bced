import { Generations } from '../../ingest/pipeline/generations.ts';
import type { StoredEvent } from '../../model/event.ts';

/** Users kept at least; at most twice as many. */
const USERS = 100_000;

/** The ids of the users of whom something arrived of late, by their keys: who enters with an event need not be looked up. */
export class RecentIds {
  readonly #ids = new Generations<string>();
  readonly #users: number;

  constructor(users: number = USERS) {
    this.#users = users;
  }

  note(events: readonly StoredEvent[]): void {
    for (const { user, userId } of events) if (userId !== '') this.#ids.set(user, userId);
    if (this.#ids.size >= this.#users) this.#ids.turn();
  }

  /**
   * Undefined: nothing came of late, or only from devices that say no user. Asking keeps nobody here for longer: of many who leave at once those
   * who are told of first would drive out the others.
   */
  of(key: string): string | undefined {
    return this.#ids.peek(key);
  }
}
