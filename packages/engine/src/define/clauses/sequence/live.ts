import type { Instant } from '../../../model/time.ts';
import { isoInstant } from '../../../util/iso-instant.ts';
import { durationMs } from '../../language/duration.ts';
import { isReached, reachFrom, reachOf } from '../../live/reach.ts';
import { ChainEvents } from '../../live/state/chain-events.ts';
import type { Occurrence, TrackedReading, Tracker, Truth, UnitFacts } from '../../live/tracker.ts';
import { betterAfter, betterBefore, chainTruth, isBetterChain, NO_CHAIN } from './decisive-chain.ts';
import type { SequenceClause } from './schema.ts';
import { SessionChains } from './session-live.ts';

export const sequenceLive: TrackedReading<SequenceClause> = {
  kind: 'tracked',
  inputs: ({ steps, window, together }) => ({
    events: steps.map(({ names, filters }) => ({
      selector: { names, filters },
      reach: reachOf(window),
      ...(together && { sessions: 'ids' as const }),
    })),
    properties: [],
  }),
  track: (clause) => (clause.together ? new SessionChains(clause) : new Chains(clause)),
};

/** In the places of its own: when the chain that decides began, and when it ended. */
const START = 0;
const END = 1;

/**
 * The events of all steps in their order, and the one whole chain that decides: no chain that may still come about with an event
 * that was let go would be a better one.
 */
class Chains extends ChainEvents implements Tracker {
  readonly #clause: SequenceClause;
  readonly #withinMs: number;
  /** Of the chains just swept that are short enough, the first and the last. */
  readonly #first = { start: NO_CHAIN, end: NO_CHAIN };
  readonly #last = { start: NO_CHAIN, end: NO_CHAIN };

  constructor(clause: SequenceClause) {
    super(clause.steps, 2);
    this.#clause = clause;
    this.#withinMs = clause.within === undefined ? Number.POSITIVE_INFINITY : durationMs(clause.within);
  }

  /** Also called before this class's own fields are there. */
  override clear(): void {
    super.clear();
    this.room[this.from + START] = NO_CHAIN;
    this.room[this.from + END] = NO_CHAIN;
  }

  event(step: number, { time, seq }: Occurrence): void {
    const { window } = this.#clause;
    if (!isReached(window, time)) return;
    const [start, end] = [this.#start, this.#end];
    if (time <= betterAfter(window, start) || time >= betterBefore(window, start, end)) return;
    this.add(time, seq, 1 << step);
  }

  absorb(other: Chains): void {
    this.addAll(other);
    if (other.#start !== NO_CHAIN) this.#decide({ start: other.#start, end: other.#end });
  }

  truth(at: Instant, unit: UnitFacts): Truth {
    this.#read();
    return chainTruth(this.#clause.window, this.#start, this.#end, at, unit);
  }

  /** When the chain began. */
  value(at: Instant, unit: UnitFacts): string | undefined {
    return this.truth(at, unit).holds ? isoInstant(this.#start) : undefined;
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(reachOf(this.#clause.window), before);
    this.#read();
    if (this.#start <= after) this.#setChain(NO_CHAIN, NO_CHAIN);
    this.keepBetween(after, Number.POSITIVE_INFINITY);
    return this.size === 0 && this.#start === NO_CHAIN;
  }

  get #start(): Instant {
    return this.room[this.from + START] as Instant;
  }

  get #end(): Instant {
    return this.room[this.from + END] as Instant;
  }

  #setChain(start: Instant, end: Instant): void {
    this.room[this.from + START] = start;
    this.room[this.from + END] = end;
  }

  #read(): void {
    this.#first.start = NO_CHAIN;
    this.newChains(this.#take);
    if (this.#first.start === NO_CHAIN) return;
    this.#decide(this.#first);
    this.#decide(this.#last);
  }

  readonly #take = (start: Instant, end: Instant): void => {
    if (end - start > this.#withinMs) return;
    if (this.#first.start === NO_CHAIN) {
      this.#first.start = start;
      this.#first.end = end;
    }
    this.#last.start = start;
    this.#last.end = end;
  };

  #decide(chain: { readonly start: Instant; readonly end: Instant }): void {
    const { window } = this.#clause;
    if (!isBetterChain(window, chain, { start: this.#start, end: this.#end })) return;
    const { start, end } = chain;
    this.#setChain(start, end);
    this.keepBetween(betterAfter(window, start), betterBefore(window, start, end));
  }
}
