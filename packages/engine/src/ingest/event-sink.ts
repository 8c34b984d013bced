import type { IncomingEvent } from '../model/event.ts';
import type { Project } from '../model/project.ts';
import type { Instant } from '../model/time.ts';

/**
 * What became of each event of a batch, in its order. A duplicate was stored before and is not stored again. A refused one
 * cannot be meant (an alias of a user to itself, say); the reason is among the project's rejected events.
 */
export type Fate = 'stored' | 'duplicate' | 'refused';

/** Where every wire format and file hands its events: the one way into the store. */
export interface EventSink {
  /**
   * Resolves when every event of the batch is durable, so that the sender may forget it. Events keep the order given.
   * Throws OverloadedError, having stored nothing of the batch, when too much is waiting already.
   */
  accept(project: Project, events: readonly IncomingEvent[], received: Instant): Promise<readonly Fate[]>;
}

/** Too much is waiting to be stored: come back after `retryAfterMs`. Nothing of the batch was stored. */
export class OverloadedError extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`ingest is full: retry after ${retryAfterMs} ms`);
    this.name = 'OverloadedError';
    this.retryAfterMs = retryAfterMs;
  }
}
