import type { Instant } from '../../model/time.ts';
import { DAY_MS } from '../../model/time.ts';
import type { Limits } from '../destinations/define-destination.ts';
import { DestinationFault } from '../destinations/fault.ts';
import type { Pace } from './pace.ts';
import { RollingQuota } from './rolling-quota.ts';

/** What one account at a vendor still lets through: shared by all syncs that go there from this process. */
export class AccountLimits {
  readonly limits: Limits;
  readonly #pace: Pace;
  readonly #quotas: ReadonlyMap<string, RollingQuota>;
  readonly #waiting: (() => void)[] = [];
  #inFlight = 0;
  #day = 0;
  #ofDay = 0;

  constructor(limits: Limits, pace: Pace) {
    this.limits = limits;
    this.#pace = pace;
    this.#quotas = new Map(
      Object.entries(limits.quotas).map(([name, quota]) => [name, new RollingQuota(quota, pace)]),
    );
  }

  /** Runs `work` when the quota and the number in flight allow it. Throws a DestinationFault when the day's allowance is used up. */
  async within<T>(quota: string, work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      await this.#of(quota).take();
      this.#countOfDay();
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** The destination has asked for rest: nothing of this quota begins before. */
  holdUntil(quota: string, instant: Instant): void {
    this.#of(quota).holdUntil(instant);
  }

  #of(name: string): RollingQuota {
    const quota = this.#quotas.get(name);
    if (quota === undefined)
      throw new Error(`invariant broken: a request of quota ${name}, which the limits do not have`);
    return quota;
  }

  async #enter(): Promise<void> {
    if (this.#inFlight >= this.limits.concurrency)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#inFlight += 1;
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#inFlight -= 1;
  }

  #countOfDay(): void {
    const { requestsPerDay } = this.limits;
    if (requestsPerDay === undefined) return;
    const day = Math.floor(this.#pace.clock() / DAY_MS);
    if (day !== this.#day) [this.#day, this.#ofDay] = [day, 0];
    if (this.#ofDay >= requestsPerDay) {
      throw new DestinationFault({
        kind: 'daily-limit',
        until: (day + 1) * DAY_MS,
        message: `the ${requestsPerDay} requests of a day are used up`,
      });
    }
    this.#ofDay += 1;
  }
}
