import type { PropertyValue } from '../../../model/property-value.ts';
import type { Instant } from '../../../model/time.ts';
import { unreachable } from '../../../util/assert.ts';
import { isReached, reachOf } from '../../live/reach.ts';
import { type WindowKeys, windowKeys } from '../../live/state/window-keys.ts';
import type { Occurrence, TrackedReading, Tracker, Truth, UnitFacts } from '../../live/tracker.ts';
import { DistinctState, distinctKept } from './distinct-state.ts';
import { ExtremeState } from './extreme-state.ts';
import type { EventAggregateClause } from './schema.ts';
import type { AggregateState } from './state.ts';
import { TotalState } from './total-state.ts';

export const eventAggregateLive: TrackedReading<EventAggregateClause> = {
  kind: 'tracked',
  inputs: ({ event, scope, property, window }) => ({
    events: [{ selector: event, reach: reachOf(window), value: { scope, property } }],
    properties: [],
  }),
  track: (clause) => new AggregateTracker(clause),
  stops: {
    at: (clause) => (clause.aggregate === 'distinct' ? distinctKept(clause) : undefined),
    window: ({ window }) => window,
    whole: (_, occurrences) => new Set(occurrences.flatMap(({ values }) => values)).size,
  },
};

/** How many leavings are looked ahead over before a truth ends, though it may go on. */
const LOOK_AHEAD = 32;

/** Values that come with events and leave with time; what they come to is the state's. */
class AggregateTracker implements Tracker {
  readonly #clause: EventAggregateClause;
  readonly #keys: WindowKeys;
  readonly #state: AggregateState;

  constructor(clause: EventAggregateClause) {
    this.#clause = clause;
    this.#keys = windowKeys(clause.window);
    this.#state = stateOf(clause);
  }

  event(_: number, { time, values }: Occurrence): void {
    if (values.length > 0 && isReached(this.#clause.window, time)) {
      this.#state.add(this.#keys.keyOf(time), values);
    }
  }

  absorb(other: AggregateTracker): void {
    this.#state.absorb(other.#state);
  }

  truth(at: Instant, unit: UnitFacts): Truth {
    let holds: boolean | undefined;
    let until: Instant | undefined;
    let looked = 0;
    for (const step of this.#state.from(this.#keys.edge(at, unit))) {
      if (holds !== undefined && step.holds !== holds) return { holds, until };
      holds = step.holds;
      if (step.next === undefined) break;
      until = this.#keys.leaves(step.next);
      if (until === undefined) break;
      looked += 1;
      if (looked > LOOK_AHEAD) return { holds, until };
    }
    return { holds: holds === true, until: undefined };
  }

  value(at: Instant, unit: UnitFacts): PropertyValue | undefined {
    for (const { value } of this.#state.from(this.#keys.edge(at, unit))) return value;
    return undefined;
  }

  forget(before: Instant): boolean {
    return this.#state.forget(this.#keys.gone(before));
  }
}

function stateOf(clause: EventAggregateClause): AggregateState {
  switch (clause.aggregate) {
    case 'sum':
    case 'average':
      return new TotalState(clause);
    case 'minimum':
    case 'maximum':
      return new ExtremeState(clause);
    case 'distinct':
      return new DistinctState(clause);
    default:
      return unreachable(clause.aggregate);
  }
}
