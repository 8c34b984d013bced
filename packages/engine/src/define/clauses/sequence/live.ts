import type { Instant } from '../../../model/time.ts';
import { durationMs } from '../../language/duration.ts';
import { windowSpan } from '../../language/window.ts';
import { isReached, reachFrom, reachOf } from '../../live/reach.ts';
import { type Chain, ChainEvents } from '../../live/state/chain-events.ts';
import {
  FAILS,
  HOLDS,
  type Occurrence,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import type { SequenceClause } from './schema.ts';

export const sequenceLive: TrackedReading<SequenceClause> = {
  kind: 'tracked',
  inputs: ({ steps, window, together }) => ({
    events: steps.map(({ names, filters }) => ({
      selector: { names, filters },
      reach: reachOf(window),
      ...(together && { sessions: true }),
    })),
    properties: [],
  }),
  track: (clause) => new Chains(clause),
};

/** The session of events that need not be of one. */
const ANY_SESSION = '';

/**
 * The events of all steps in their order, of each session apart when they must be of one, and the one whole chain that decides:
 * no chain that may still come about with an event that was let go would be a better one.
 */
class Chains implements Tracker {
  readonly #clause: SequenceClause;
  readonly #sessions = new Map<string, ChainEvents>();
  /** Sessions with events that no sweep has seen. */
  readonly #stale = new Set<string>();
  /** Undefined: there is no whole chain. */
  #chain: Chain | undefined;

  constructor(clause: SequenceClause) {
    this.#clause = clause;
  }

  event(step: number, { time, seq, session }: Occurrence): void {
    const { window, together } = this.#clause;
    const of = together ? session : ANY_SESSION;
    if (of === undefined || !isReached(window, time) || !this.#canBeBetter(time)) return;
    this.#eventsOf(of).add({ time, seq, bits: 1 << step });
  }

  absorb(other: Chains): void {
    for (const [session, { all }] of other.#sessions) {
      const events = this.#eventsOf(session);
      for (const event of all) events.add(event);
    }
    if (other.#chain) this.#decide(other.#chain);
  }

  truth(at: Instant, { knownSince }: UnitFacts): Truth {
    this.#read();
    const chain = this.#chain;
    const { window } = this.#clause;
    const { after, until } = windowSpan(window, at, knownSince);
    if (chain === undefined || chain.start <= after || chain.end > until) return FAILS;
    return window.kind === 'last' ? { holds: true, until: chain.start + durationMs(window.duration) } : HOLDS;
  }

  value(at: Instant, unit: UnitFacts): string | undefined {
    return this.truth(at, unit).holds && this.#chain !== undefined
      ? new Date(this.#chain.start).toISOString()
      : undefined;
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(reachOf(this.#clause.window), before);
    this.#read();
    if (this.#chain && this.#chain.start <= after) this.#chain = undefined;
    this.#keep((time) => time > after);
    return this.#sessions.size === 0 && this.#chain === undefined;
  }

  /** The events of a session, which something is about to be added to. */
  #eventsOf(session: string): ChainEvents {
    this.#stale.add(session);
    const known = this.#sessions.get(session);
    if (known) return known;
    const events = new ChainEvents();
    this.#sessions.set(session, events);
    return events;
  }

  #read(): void {
    if (this.#stale.size === 0) return;
    const { steps, within } = this.#clause;
    const withinMs = within === undefined ? Number.POSITIVE_INFINITY : durationMs(within);
    const stale = [...this.#stale];
    this.#stale.clear();
    for (const session of stale) {
      const chains = this.#sessions.get(session)?.newChains(steps) ?? [];
      const short = chains.filter(({ start, end }) => end - start <= withinMs);
      for (const chain of [short[0], short.at(-1)]) if (chain) this.#decide(chain);
    }
  }

  /**
   * In a rolling window the chain that began last stays the longest, and no better one holds an event before or at its start. In the
   * first while of a unit, whose end can only be found to be earlier, it is the chain that ended first. Anywhere else one is enough.
   */
  #decide(chain: Chain): void {
    const decisive = this.#clause.window.kind === 'first' ? chain.end : chain.start;
    if (!this.#canBeBetter(decisive)) return;
    this.#chain = chain;
    this.#keep((time) => this.#canBeBetter(time));
  }

  /** Lets go of all other events. */
  #keep(isKept: (time: Instant) => boolean): void {
    for (const [session, events] of this.#sessions) {
      events.keep(isKept);
      if (events.all.length === 0) this.#sessions.delete(session);
    }
  }

  /** Can an event of this time be part of a better chain than the one that decides? */
  #canBeBetter(time: Instant): boolean {
    if (this.#chain === undefined) return true;
    const { kind } = this.#clause.window;
    return kind === 'last' ? time > this.#chain.start : kind === 'first' && time < this.#chain.end;
  }
}
