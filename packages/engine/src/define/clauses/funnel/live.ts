import type { Scalar } from '../../../model/property-value.ts';
import type { Instant } from '../../../model/time.ts';
import { byTimeThenArrival, placeAfter } from '../../funnel/kept/kept-event.ts';
import { conversionMs, mayBegin, readsAll } from '../../funnel/path-plan.ts';
import { durationMs } from '../../language/duration.ts';
import { type Reach, reachFrom, reachOf } from '../../live/reach.ts';
import {
  type EventInput,
  FAILS,
  HOLDS,
  type Occurrence,
  type TrackedReading,
  type Tracker,
  type Truth,
  type UnitFacts,
} from '../../live/tracker.ts';
import { labelsOfElements } from '../../selector/labels.ts';
import { LiveBar } from './live/live-bar.ts';
import type { KeyedKeptEvent } from './live/path-groups.ts';
import { type BarPlan, beginnings, planBar } from './plan.ts';
import type { FunnelClause } from './schema.ts';

export const funnelLive: TrackedReading<FunnelClause> = {
  kind: 'tracked',
  inputs: (clause) => ({ events: feedingOf(clause).inputs.map(({ input }) => input), properties: [] }),
  track: (clause) => new FunnelEvents(clause),
};

/** An input says of an event that it has a mark, or what one of the held values is, or both. */
interface FunnelInput {
  readonly input: EventInput;
  readonly mark: number | undefined;
  /** The place of the held property whose labels come with it. */
  readonly held: number | undefined;
}

/** What all trackers of a clause have in common. */
interface Feeding {
  /** For all instants: where the range begins is each question's own. */
  readonly plan: BarPlan;
  /** Where paths may begin depends on when a unit was first seen. */
  readonly isOfFirst: boolean;
  readonly reach: Reach;
  readonly inputs: readonly FunnelInput[];
  /** The marks of the events that take part, each set of them once: by the bits of those that came. */
  readonly marks: Map<number, ReadonlySet<number>>;
}

const feedings = new WeakMap<FunnelClause, Feeding>();

function feedingOf(clause: FunnelClause): Feeding {
  const known = feedings.get(clause);
  if (known) return known;
  // Of whom it is does not matter to one history.
  const ever = planBar(clause, 'user', Number.POSITIVE_INFINITY);
  const plan = { ...ever, begins: { ...ever.begins, from: Number.NEGATIVE_INFINITY } };
  const reach = funnelReach(clause);
  const isOfFirst = clause.window.kind === 'first' || clause.firstDay !== undefined;
  const feeding = { plan, reach, inputs: inputsOf(plan, reach), isOfFirst, marks: new Map() };
  feedings.set(clause, feeding);
  return feeding;
}

/** What may end a path matters as long as one that began in the window may last. */
function funnelReach(clause: FunnelClause): Reach {
  const reach = reachOf(clause.window);
  return reach.kind === 'span' ? { ...reach, to: reach.to + conversionMs(clause) } : reach;
}

/** Each mark's events; and where every event matters, all events, which then carry what the groups are told by. */
function inputsOf(plan: BarPlan, reach: Reach): FunnelInput[] {
  const sessions = plan.session && (plan.session === 'sent' ? ('ids' as const) : ('users' as const));
  const { holdConstant } = plan.spec;
  const selectors = plan.marks.flatMap(({ any }, mark) => {
    const [selector] = any;
    return selector && !isDerived(mark, plan) ? [{ selector, mark: mark as number | undefined }] : [];
  });
  const all = { selector: { names: [], filters: [] }, mark: undefined };
  return (readsAll(plan) ? [all, ...selectors] : selectors).flatMap(({ selector, mark }): FunnelInput[] => {
    const input = { selector, reach, sessions };
    const carries = mark === undefined || !readsAll(plan);
    if (!carries || holdConstant.length === 0) return [{ input, mark, held: undefined }];
    return holdConstant.map((value, held) => ({ input: { ...input, value }, mark, held }));
  });
}

/** In any order a path begins with any step: that mark follows from the others. */
function isDerived(mark: number, { spec, startMark }: BarPlan): boolean {
  return spec.order === 'any' && mark === startMark;
}

interface FedEvent extends KeyedKeptEvent {
  bits: number;
  marks: ReadonlySet<number>;
  begins: boolean;
  /** It is in its groups, so that what comes to it later changes them. */
  isTaken: boolean;
  readonly held: (readonly string[])[];
}

/**
 * Every event that is in a unit's reach and may be part of a path or lie in its way, in order. A late one may make a path, break one or bring an
 * attempt forward, so that none of them can be let go before its time: what is kept is bounded by the unit's events in the window. What comes in order
 * is looked at once; a late event has those after it looked at again.
 */
class FunnelEvents implements Tracker {
  readonly #clause: FunnelClause;
  readonly #feeding: Feeding;
  #events: FedEvent[] = [];
  /** Those that are in no group yet. */
  #fresh: FedEvent[] = [];
  #bar: LiveBar;
  #isStale = false;
  #knownSince: Instant | undefined;
  #known: { readonly at: Instant; readonly knownSince: Instant; readonly truth: Truth } | undefined;

  constructor(clause: FunnelClause) {
    this.#clause = clause;
    this.#feeding = feedingOf(clause);
    this.#bar = new LiveBar(this.#feeding.plan);
  }

  event(input: number, { time, seq, session, values }: Occurrence): void {
    const { reach, inputs } = this.#feeding;
    const { after, to } = reachFrom(reach, time);
    const told = inputs[input];
    if (time <= after || time >= to || told === undefined) return;
    const fed = this.#eventAt(time, seq, session);
    if (told.mark !== undefined) this.#mark(fed, 2 ** told.mark);
    if (told.held !== undefined) fed.held[told.held] = labelsOfElements(values as readonly Scalar[]);
    this.#known = undefined;
  }

  absorb(other: FunnelEvents): void {
    for (const { time, seq, session, bits, held } of other.#events) {
      const fed = this.#eventAt(time, seq, session);
      this.#mark(fed, bits);
      for (const [i, labels] of held.entries()) fed.held[i] = labels;
    }
    this.#known = undefined;
  }

  truth(at: Instant, unit: UnitFacts): Truth {
    const known = this.#known;
    const isKnown =
      known !== undefined &&
      known.knownSince === unit.knownSince &&
      at >= known.at &&
      at < (known.truth.until ?? Number.POSITIVE_INFINITY);
    if (isKnown) return known.truth;
    const truth = this.#truthAt(at, unit);
    this.#known = { at, knownSince: unit.knownSince, truth };
    return truth;
  }

  /** The number of the furthest step that was reached; 0: none. */
  value(at: Instant, unit: UnitFacts): number {
    this.#take(unit);
    return this.#bar.furthest(beginnings(this.#clause, at).from);
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(this.#feeding.reach, before);
    const stays = placeAfter(this.#events, { time: after, seq: Number.POSITIVE_INFINITY });
    if (stays > 0) {
      this.#events = this.#events.slice(stays);
      this.#fresh = this.#fresh.filter(({ time }) => time > after);
      this.#bar.forget(after);
    }
    return this.#events.length === 0;
  }

  /** Without an event, only a beginning that leaves a rolling window changes anything. */
  #truthAt(at: Instant, unit: UnitFacts): Truth {
    this.#take(unit);
    const { window } = this.#clause;
    const { holds, upTo } = this.#bar.standing(beginnings(this.#clause, at).from);
    if (window.kind !== 'last' || upTo === Number.POSITIVE_INFINITY) return holds ? HOLDS : FAILS;
    return { holds, until: upTo + durationMs(window.duration) };
  }

  /** Puts what has come since the last time into its groups. Where paths may begin can depend on when the unit was first seen. */
  #take({ knownSince }: UnitFacts): void {
    const { plan, isOfFirst } = this.#feeding;
    const isOther = isOfFirst && this.#knownSince !== knownSince;
    this.#knownSince = knownSince;
    if (!this.#isStale && !isOther) {
      const fresh = this.#fresh.length > 1 ? this.#fresh.sort(byTimeThenArrival) : this.#fresh;
      if (fresh.length > 0) this.#fresh = [];
      if (fresh.every((event) => this.#taken(event, plan, knownSince))) return;
    }
    this.#bar = new LiveBar(plan);
    this.#fresh = [];
    this.#isStale = false;
    for (const event of this.#events) this.#taken(event, plan, knownSince);
  }

  #taken(event: FedEvent, plan: BarPlan, knownSince: Instant): boolean {
    event.begins = event.marks.has(plan.startMark) && mayBegin(plan, event.time, knownSince);
    event.isTaken = true;
    return this.#bar.add(event);
  }

  #eventAt(time: Instant, seq: number, session: string | undefined): FedEvent {
    const events = this.#events;
    const place = placeAfter(events, { time, seq });
    const same = events[place - 1];
    if (same && same.time === time && same.seq === seq) {
      if (same.isTaken) this.#isStale = true;
      return same;
    }
    const { holdConstant } = this.#feeding.plan.spec;
    const held = holdConstant.map(() => []);
    const made = { time, seq, bits: 0, marks: NO_MARKS, session, held, begins: false, isTaken: false };
    events.splice(place, 0, made);
    this.#fresh.push(made);
    return made;
  }

  #mark(fed: FedEvent, bits: number): void {
    const { marks, plan } = this.#feeding;
    fed.bits = withBits(fed.bits, bits);
    fed.marks = marks.get(fed.bits) ?? marksOf(fed.bits, plan);
    marks.set(fed.bits, fed.marks);
  }
}

const NO_MARKS: ReadonlySet<number> = new Set();

/** More bits than a bitwise operator takes, and fewer than a number holds. */
function withBits(bits: number, others: number): number {
  let all = bits;
  for (let bit = 1; bit <= others; bit *= 2) if (has(others, bit) && !has(all, bit)) all += bit;
  return all;
}

function has(bits: number, bit: number): boolean {
  return Math.floor(bits / bit) % 2 === 1;
}

/** In any order an event that fills a step is not excluded, and may begin a path. */
function marksOf(bits: number, { marks, required, spec, startMark }: BarPlan): ReadonlySet<number> {
  const own = new Set(marks.flatMap((_, mark) => (has(bits, 2 ** mark) ? [mark] : [])));
  const filled = [...own].filter((mark) => mark < required.length);
  if (spec.order !== 'any' || filled.length === 0) return own;
  return new Set([...filled, startMark]);
}
