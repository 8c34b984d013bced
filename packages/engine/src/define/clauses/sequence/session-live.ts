import type { Instant } from '../../../model/time.ts';
import { isoInstant } from '../../../util/iso-instant.ts';
import { durationMs } from '../../language/duration.ts';
import { isReached, reachFrom, reachOf } from '../../live/reach.ts';
import { ChainEvents } from '../../live/state/chain-events.ts';
import type { Occurrence, Tracker, Truth, UnitFacts } from '../../live/tracker.ts';
import { betterAfter, betterBefore, chainTruth, isBetterChain, NO_CHAIN } from './decisive-chain.ts';
import type { SequenceClause } from './schema.ts';

interface DecisiveChain {
  readonly start: Instant;
  readonly end: Instant;
}

const NONE: DecisiveChain = { start: NO_CHAIN, end: NO_CHAIN };

/** Steps that must be of one session: the events of each session apart, and the one whole chain of any of them that decides. */
export class SessionChains implements Tracker {
  readonly #clause: SequenceClause;
  readonly #sessions = new Map<string, ChainEvents>();
  /** Sessions with events that no sweep has seen. */
  readonly #stale = new Set<string>();
  #chain = NONE;

  constructor(clause: SequenceClause) {
    this.#clause = clause;
  }

  event(step: number, { time, seq, session }: Occurrence): void {
    const { window } = this.#clause;
    if (session === undefined || !isReached(window, time)) return;
    const { start, end } = this.#chain;
    if (time <= betterAfter(window, start) || time >= betterBefore(window, start, end)) return;
    this.#eventsOf(session).add(time, seq, 1 << step);
  }

  absorb(other: SessionChains): void {
    for (const [session, events] of other.#sessions) this.#eventsOf(session).addAll(events);
    if (other.#chain !== NONE) this.#decide(other.#chain);
  }

  truth(at: Instant, unit: UnitFacts): Truth {
    this.#read();
    return chainTruth(this.#clause.window, this.#chain.start, this.#chain.end, at, unit);
  }

  /** When the chain began. */
  value(at: Instant, unit: UnitFacts): string | undefined {
    return this.truth(at, unit).holds ? isoInstant(this.#chain.start) : undefined;
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(reachOf(this.#clause.window), before);
    this.#read();
    if (this.#chain.start <= after) this.#chain = NONE;
    this.#keepBetween(after, Number.POSITIVE_INFINITY);
    return this.#sessions.size === 0 && this.#chain === NONE;
  }

  /** The events of a session, which something is about to be added to. */
  #eventsOf(session: string): ChainEvents {
    this.#stale.add(session);
    const known = this.#sessions.get(session);
    if (known) return known;
    const events = new ChainEvents(this.#clause.steps);
    this.#sessions.set(session, events);
    return events;
  }

  #read(): void {
    if (this.#stale.size === 0) return;
    const { within } = this.#clause;
    const withinMs = within === undefined ? Number.POSITIVE_INFINITY : durationMs(within);
    const stale = [...this.#stale];
    this.#stale.clear();
    for (const session of stale) {
      const short: DecisiveChain[] = [];
      this.#sessions.get(session)?.newChains((start, end) => {
        if (end - start <= withinMs) short.push({ start, end });
      });
      for (const chain of [short[0], short.at(-1)]) if (chain) this.#decide(chain);
    }
  }

  #decide(chain: DecisiveChain): void {
    const { window } = this.#clause;
    if (!isBetterChain(window, chain, this.#chain)) return;
    this.#chain = chain;
    this.#keepBetween(betterAfter(window, chain.start), betterBefore(window, chain.start, chain.end));
  }

  #keepBetween(after: Instant, to: Instant): void {
    for (const [session, events] of this.#sessions) {
      events.keepBetween(after, to);
      if (events.size === 0) this.#sessions.delete(session);
    }
  }
}
