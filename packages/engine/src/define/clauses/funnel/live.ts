import type { Scalar } from '../../../model/property-value.ts';
import type { Instant } from '../../../model/time.ts';
import { groupsOf, type KeyedEvent, type PathEvent } from '../../funnel/groups.ts';
import { conversionMs, mayBegin, readsAll } from '../../funnel/path-plan.ts';
import { type FunnelPath, pathsOf } from '../../funnel/paths.ts';
import { swept } from '../../funnel/swept.ts';
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
import { asOfInstant, type BarPlan, furthestStep, isInBar, planBar } from './plan.ts';
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
  readonly plan: BarPlan;
  readonly reach: Reach;
  readonly inputs: readonly FunnelInput[];
  /** The marks of the events that take part, each set of them once: by the bits of those that came. */
  readonly marks: Map<number, ReadonlySet<number>>;
}

const feedings = new WeakMap<FunnelClause, Feeding>();

function feedingOf(clause: FunnelClause): Feeding {
  const known = feedings.get(clause);
  if (known) return known;
  // The instant is each question's own, and of whom it is does not matter to one history.
  const plan = planBar(clause, 'user', 0);
  const reach = funnelReach(clause);
  const feeding = { plan, reach, inputs: inputsOf(plan, reach), marks: new Map() };
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

interface KeptEvent extends KeyedEvent<PathEvent> {
  bits: number;
  marks: ReadonlySet<number>;
  readonly session: string | undefined;
  readonly held: (readonly string[])[];
}

/**
 * Every event that is in a unit's reach and may be part of a path or lie in its way, in order. A late one may make a path, break one or bring an
 * attempt forward, so that none of them can be let go before its time: what is kept is bounded by the unit's events in the window.
 */
class FunnelEvents implements Tracker {
  readonly #clause: FunnelClause;
  readonly #feeding: Feeding;
  #events: KeptEvent[] = [];
  #known: { readonly at: Instant; readonly knownSince: Instant; readonly truth: Truth } | undefined;

  constructor(clause: FunnelClause) {
    this.#clause = clause;
    this.#feeding = feedingOf(clause);
  }

  event(input: number, { time, seq, session, values }: Occurrence): void {
    const { reach, inputs } = this.#feeding;
    const { after, to } = reachFrom(reach, time);
    const told = inputs[input];
    if (time <= after || time >= to || told === undefined) return;
    const kept = this.#eventAt(time, seq, session);
    if (told.mark !== undefined) this.#mark(kept, 2 ** told.mark);
    if (told.held !== undefined) kept.held[told.held] = labelsOfElements(values as readonly Scalar[]);
    this.#known = undefined;
  }

  absorb(other: FunnelEvents): void {
    for (const { event, session, bits, held } of other.#events) {
      const kept = this.#eventAt(event.time, event.seq, session);
      this.#mark(kept, bits);
      for (const [i, labels] of held.entries()) kept.held[i] = labels;
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
    const { plan, paths } = this.#pathsAt(at, unit);
    return paths.reduce((furthest, path) => Math.max(furthest, furthestStep(path, plan)), 0);
  }

  forget(before: Instant): boolean {
    const { after } = reachFrom(this.#feeding.reach, before);
    const stays = this.#events.findIndex(({ event }) => event.time > after);
    this.#events = stays < 0 ? [] : this.#events.slice(stays);
    return this.#events.length === 0;
  }

  /**
   * Without an event, only a beginning that leaves a rolling window changes anything. A path in the bar stays there until its own does, and a longer
   * one in its way too, where a unit counts once or the bar has all that got so far.
   */
  #truthAt(at: Instant, unit: UnitFacts): Truth {
    const { plan, paths, events } = this.#pathsAt(at, unit);
    const holds = paths.some((path) => isInBar(path, plan));
    const { window, count } = this.#clause;
    if (window.kind !== 'last') return holds ? HOLDS : FAILS;
    const { side, of, place } = plan.bar;
    const onlyGetsLess = of === 'required' && (count === 'units' || (count === 'each' && side === 'reached'));
    const begun = onlyGetsLess
      ? paths.filter(({ events: done }) => done.length >= place).map(({ entered }) => entered.time)
      : events.filter((each) => isStart(each, plan, unit)).map(({ event }) => event.time);
    const next = onlyGetsLess && !(holds || side === 'dropped') ? undefined : firstOf(begun);
    return { holds, until: next === undefined ? undefined : next + durationMs(window.duration) };
  }

  #pathsAt(at: Instant, { knownSince }: UnitFacts) {
    const plan = asOfInstant(this.#feeding.plan, this.#clause, at);
    const all = this.#events;
    const isOld = (all[0]?.event.time ?? plan.begins.from) < plan.begins.from;
    const events = isOld ? all.filter(({ event }) => event.time >= plan.begins.from) : all;
    const groups = groupsOf(events, plan);
    const paths: FunnelPath<PathEvent>[] = pathsOf({ id: '', knownSince, groups }, plan, swept);
    return { plan, paths, events };
  }

  #eventAt(time: Instant, seq: number, session: string | undefined): KeptEvent {
    const events = this.#events;
    let place = events.length;
    while (place > 0 && isAfter(events[place - 1]?.event, time, seq)) place -= 1;
    const same = events[place - 1];
    if (same && same.event.time === time && same.event.seq === seq) return same;
    const { holdConstant } = this.#feeding.plan.spec;
    const made = {
      event: { time, seq },
      bits: 0,
      marks: NO_MARKS,
      session,
      held: holdConstant.map(() => []),
    };
    events.splice(place, 0, made);
    return made;
  }

  #mark(kept: KeptEvent, bits: number): void {
    const { marks, plan } = this.#feeding;
    kept.bits = withBits(kept.bits, bits);
    kept.marks = marks.get(kept.bits) ?? marksOf(kept.bits, plan);
    marks.set(kept.bits, kept.marks);
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

function isStart({ event, marks }: KeptEvent, plan: BarPlan, { knownSince }: UnitFacts): boolean {
  return marks.has(plan.startMark) && mayBegin(plan, event.time, knownSince);
}

function firstOf(instants: readonly Instant[]): Instant | undefined {
  return instants.reduce<Instant | undefined>(
    (first, each) => (first === undefined || each < first ? each : first),
    undefined,
  );
}

function isAfter(event: PathEvent | undefined, time: Instant, seq: number): boolean {
  return event !== undefined && (event.time > time || (event.time === time && event.seq > seq));
}
