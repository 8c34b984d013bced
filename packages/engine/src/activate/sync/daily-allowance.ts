import { type Clock, DAY_MS } from '../../model/time.ts';
import { DestinationFault } from '../destinations/fault.ts';

/** Sets requests of a day aside; gives how many there were, at most `wanted`. */
export type Reserve = (day: number, wanted: number, perDay: number) => Promise<number>;

/** How much of a day a process sets aside at a time: what it has not used when it ends is lost for that day. */
const SLICE = 0.01;

/** The requests that an account may begin on a UTC day, over all processes. One write for each hundredth of the day. */
export class DailyAllowance {
  readonly #perDay: number;
  readonly #reserve: Reserve;
  readonly #clock: Clock;
  #day = -1;
  #left = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(perDay: number, reserve: Reserve, clock: Clock) {
    this.#perDay = perDay;
    this.#reserve = reserve;
    this.#clock = clock;
  }

  /** Counts one request. Throws a DestinationFault (daily-limit) when the day is used up. */
  take(): Promise<void> {
    const mine = this.#turn.then(() => this.#count());
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #count(): Promise<void> {
    const day = Math.floor(this.#clock() / DAY_MS);
    if (day !== this.#day) [this.#day, this.#left] = [day, 0];
    if (this.#left === 0) {
      const slice = Math.max(1, Math.floor(this.#perDay * SLICE));
      this.#left = await this.#reserve(day, slice, this.#perDay);
    }
    if (this.#left === 0) {
      throw new DestinationFault({
        kind: 'daily-limit',
        until: (day + 1) * DAY_MS,
        message: `the ${this.#perDay} requests of a day are used up`,
      });
    }
    this.#left -= 1;
  }
}
