import type { TakeBytes } from '../../util/number-list.ts';
import { FLAGS } from './code-layout.ts';
import { FollowUpTally, TimeTally } from './follow-up-tally.ts';
import { Neighbours } from './neighbours.ts';
import { OUTCOMES } from './order.ts';
import { OutcomeTally } from './outcome-tally.ts';
import type { Plan } from './plan.ts';
import type { Outcome } from './result.ts';
import type { UnitEvents } from './unit-events.ts';
import { type WayEnd, WayStore } from './way-store.ts';
import { WayWalker } from './way-walker.ts';
import { WorkaroundTally } from './workaround-tally.ts';

const ANCHOR = 1 << FLAGS.anchor;
const RETURN = 1 << FLAGS.return;
const GOAL = 1 << FLAGS.goal;
const WORKAROUND = 1 << FLAGS.workaround;
const NONE = -1;

/** What became of one anchor. Units are numbered from 1 in the order in which they come. */
export interface AnchorSeen {
  readonly unit: number;
  readonly outcome: Outcome;
  /** Time to the return and to the goal, where the horizon has passed; -1 for none. */
  readonly returnMs: number;
  readonly goalMs: number;
  readonly end: WayEnd;
}

/** The places of what comes next after an event, -1 for none. */
interface Following {
  back: number;
  goal: number;
  workaround: number;
}

/**
 * Counts what is around anchors, a unit at a time: a unit's events are passed once from the last to the first, with what comes next in mind.
 * Ways are kept, to be counted when it is known which nodes are shown. Agrees with reference.ts.
 */
export class AnchorFold {
  readonly ways: WayStore;
  readonly outcomes = new Map<Outcome, OutcomeTally>(OUTCOMES.map((each) => [each, new OutcomeTally()]));
  readonly workarounds: WorkaroundTally;
  readonly returns: FollowUpTally;
  readonly goal: FollowUpTally;
  /** Times of ways that reached their end, and all ways by how they ended. */
  readonly reached: TimeTally;
  readonly passages = { reached: new OutcomeTally(), left: new OutcomeTally(), open: new OutcomeTally() };
  withoutProperty = 0;
  units = 0;
  readonly #plan: Plan;
  readonly #neighbours: Neighbours;
  readonly #walker: WayWalker;
  readonly #see: ((anchor: AnchorSeen) => void) | undefined;

  constructor(plan: Plan, take: TakeBytes, see?: (anchor: AnchorSeen) => void) {
    this.#plan = plan;
    this.#see = see;
    this.ways = new WayStore(take);
    this.workarounds = new WorkaroundTally(take);
    this.returns = new FollowUpTally(plan.returnMs, take);
    this.goal = new FollowUpTally(plan.goalMs ?? 0, take);
    this.reached = new TimeTally(plan.wayMs, take);
    this.#neighbours = new Neighbours(plan.spec);
    this.#walker = new WayWalker(plan, this.ways, this.#neighbours);
  }

  get anchors(): number {
    return this.ways.anchors;
  }

  take(events: UnitEvents): void {
    const { count, flags, value } = events;
    const { occurrence, returnTo } = this.#plan.spec;
    let first = 0;
    while (first < count && ((flags[first] as number) & ANCHOR) === 0) first += 1;
    if (first === count) return;
    this.units += 1;
    this.#neighbours.find(events);
    const lastAnchor = occurrence === 'first' ? first : count;
    const returnOf = returnTo.sameProperty === undefined ? undefined : new Map<number, number>();
    const following: Following = { back: NONE, goal: NONE, workaround: NONE };
    let isNewUnit = true;
    for (let i = count - 1; i >= first; i -= 1) {
      const of = flags[i] as number;
      const key = value[i] as number;
      if ((of & ANCHOR) !== 0 && i <= lastAnchor) {
        if (returnOf) following.back = returnOf.get(key) ?? NONE;
        this.#takeAnchor(events, i, following, isNewUnit);
        isNewUnit = false;
      }
      if (of & RETURN) {
        if (!returnOf) following.back = i;
        // What has no value is never the same as something.
        else if (key !== 0) returnOf.set(key, i);
      }
      if (of & GOAL) following.goal = i;
      if (of & WORKAROUND) following.workaround = i;
    }
  }

  #takeAnchor(events: UnitEvents, at: number, following: Following, isNewUnit: boolean): void {
    const { time, node, value } = events;
    const { spec, asOf, afterMs, goalMs: goalWithinMs = NONE, returnMs: returnWithinMs } = this.#plan;
    const unit = this.units;
    const now = time[at] as number;
    const returnMs = msWithin(time, now, following.back, returnWithinMs);
    const goalMs = msWithin(time, now, following.goal, goalWithinMs);
    const workaroundMs = msWithin(time, now, following.workaround, afterMs);
    const goalIsComplete = goalWithinMs >= 0 && now + goalWithinMs <= asOf;

    let outcome: Outcome = 'left';
    if (returnMs >= 0 && returnMs <= afterMs) outcome = 'returned';
    else if (now + afterMs > asOf) outcome = 'open';
    else if (workaroundMs >= 0) outcome = 'workaround';
    else if (msWithin(time, now, this.#neighbours.next[at] as number, afterMs) >= 0)
      outcome = 'something-else';

    this.outcomes.get(outcome)?.add(unit, goalIsComplete, goalMs);
    if (outcome === 'workaround') {
      const around = node[following.workaround] as number;
      this.workarounds.add(unit, around, workaroundMs, goalIsComplete, goalMs);
    }
    this.returns.add(unit, now + returnWithinMs <= asOf, returnMs);
    this.goal.add(unit, goalIsComplete, goalMs);
    if (spec.returnTo.sameProperty !== undefined && value[at] === 0) this.withoutProperty += 1;

    this.#walker.walk(events, at, isNewUnit);
    if (spec.to) this.#takePassage(unit, goalIsComplete, goalMs);
    this.#see?.({
      unit,
      outcome,
      returnMs: now + returnWithinMs <= asOf ? returnMs : NONE,
      goalMs: goalIsComplete ? goalMs : NONE,
      end: this.#walker.end,
    });
  }

  #takePassage(unit: number, goalIsComplete: boolean, goalMs: number): void {
    const { end, endMs } = this.#walker;
    if (end !== 'reached' && end !== 'left' && end !== 'open') return;
    this.passages[end].add(unit, goalIsComplete, goalMs);
    if (end === 'reached') this.reached.add(endMs);
  }
}

/** The time from an instant to the event at a place, -1 when there is none or it is later than that. */
function msWithin(time: Float64Array, from: number, place: number, withinMs: number): number {
  if (place === NONE) return NONE;
  const ms = (time[place] as number) - from;
  return ms <= withinMs ? ms : NONE;
}
