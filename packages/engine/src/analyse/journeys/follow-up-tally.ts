import { FloatList, type TakeBytes } from '../../util/number-list.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { quantileInPlace } from '../../util/statistics/quantile-in-place.ts';
import { followUpBuckets } from './follow-up-buckets.ts';
import type { FollowUp } from './result.ts';

/** Counts units, fed unit by unit: each once. */
export class UnitCount {
  count = 0;
  #last = -1;

  add(unit: number): void {
    if (unit === this.#last) return;
    this.#last = unit;
    this.count += 1;
  }
}

/** Times of follow-ups, and how they are spread. */
export class TimeTally {
  readonly #times: FloatList;
  readonly #withinMs: number;

  constructor(withinMs: number, take: TakeBytes) {
    this.#withinMs = withinMs;
    this.#times = new FloatList(take);
  }

  add(ms: number): void {
    this.#times.push(ms);
  }

  result(): Pick<FollowUp, 'medianMs' | 'p90Ms' | 'distribution'> {
    const times = this.#times.view();
    const buckets = followUpBuckets(this.#withinMs);
    const counts = buckets.map(() => 0);
    for (const time of times) {
      let bucket = 0;
      while (time > (buckets[bucket] as number)) bucket += 1;
      counts[bucket] = (counts[bucket] as number) + 1;
    }
    return {
      medianMs: quantileInPlace(times, 0.5),
      p90Ms: quantileInPlace(times, 0.9),
      distribution: buckets.map((upToMs, i) => ({ upToMs, anchors: counts[i] as number })),
    };
  }
}

/** How many anchors are followed by something within a horizon, of those whose horizon has passed. Fed unit by unit. */
export class FollowUpTally {
  readonly #withinMs: number;
  readonly #times: TimeTally;
  #open = 0;
  #complete = 0;
  #followed = 0;
  readonly #completeUnits = new UnitCount();
  readonly #followedUnits = new UnitCount();

  constructor(withinMs: number, take: TakeBytes) {
    this.#withinMs = withinMs;
    this.#times = new TimeTally(withinMs, take);
  }

  /** `ms`: time to the follow-up, -1 for none within the horizon. */
  add(unit: number, isComplete: boolean, ms: number): void {
    if (!isComplete) {
      this.#open += 1;
      return;
    }
    this.#complete += 1;
    this.#completeUnits.add(unit);
    if (ms < 0) return;
    this.#followed += 1;
    this.#followedUnits.add(unit);
    this.#times.add(ms);
  }

  result(): FollowUp {
    return {
      withinMs: this.#withinMs,
      anchors: proportion(this.#followed, this.#complete),
      open: this.#open,
      units: proportion(this.#followedUnits.count, this.#completeUnits.count),
      ...this.#times.result(),
    };
  }
}
