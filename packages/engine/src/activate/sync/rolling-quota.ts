import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import type { Quota } from '../destinations/limits.ts';
import type { Pace } from './pace.ts';

/**
 * Lets at most `requests` begin in any window of `perMs`, in the order in which they ask. Exact: the window rolls, so no two bursts
 * meet at a boundary, and the whole allowance can be used.
 */
export class RollingQuota {
  readonly #quota: Quota;
  readonly #pace: Pace;
  /** When the latest `requests` began, oldest at `#at`. */
  readonly #begun: Instant[] = [];
  #at = 0;
  #notBefore: Instant = Number.NEGATIVE_INFINITY;
  #turn: Promise<void> = Promise.resolve();

  constructor(quota: Quota, pace: Pace) {
    this.#quota = quota;
    this.#pace = pace;
  }

  /** Resolves when a request may begin, and counts it as begun. */
  take(): Promise<void> {
    const mine = this.#turn.then(() => this.#wait());
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Nothing begins before this instant: the destination has said so. */
  holdUntil(instant: Instant): void {
    this.#notBefore = Math.max(this.#notBefore, instant);
  }

  async #wait(): Promise<void> {
    for (;;) {
      const now = this.#pace.clock();
      const free = Math.max(this.#notBefore, this.#nextFree());
      if (free <= now) break;
      await this.#pace.sleep(free - now);
    }
    this.#begun[this.#at] = this.#pace.clock();
    this.#at = (this.#at + 1) % this.#quota.requests;
  }

  #nextFree(): Instant {
    if (this.#begun.length < this.#quota.requests) return Number.NEGATIVE_INFINITY;
    return must(this.#begun[this.#at], 'begun') + this.#quota.perMs;
  }
}
