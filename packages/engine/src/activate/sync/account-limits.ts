import type { Instant } from '../../model/time.ts';
import type { Limits } from '../destinations/limits.ts';
import { DailyAllowance, type Reserve } from './daily-allowance.ts';
import type { Pace } from './pace.ts';
import { RollingQuota } from './rolling-quota.ts';

/** What one account at a vendor still lets through: shared by all syncs that go there from this process. */
export class AccountLimits {
  readonly limits: Limits;
  readonly #quotas: ReadonlyMap<string, RollingQuota>;
  readonly #waiting: (() => void)[] = [];
  readonly #day: DailyAllowance | undefined;
  #inFlight = 0;

  constructor(limits: Limits, pace: Pace, reserve: Reserve) {
    this.limits = limits;
    const { requestsPerDay } = limits;
    this.#day =
      requestsPerDay === undefined ? undefined : new DailyAllowance(requestsPerDay, reserve, pace.clock);
    this.#quotas = new Map(
      Object.entries(limits.quotas).map(([name, quota]) => [name, new RollingQuota(quota, pace)]),
    );
  }

  /** Runs `work` when the quota and the number in flight allow it. Throws a DestinationFault when the day's allowance is used up. */
  async within<T>(quota: string, work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      await this.#of(quota).take();
      await this.#day?.take();
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
}
