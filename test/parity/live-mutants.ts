import { clauses } from '../../packages/engine/src/define/clauses/registry.ts';
import { LiveMembership } from '../../packages/engine/src/define/live/live-membership.ts';
import type {
  CountingTracker,
  TrackedReading,
  Tracker,
  UnitFacts,
} from '../../packages/engine/src/define/live/tracker.ts';
import type { StoredEvent } from '../../packages/engine/src/model/event.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import type { MakeMembership } from './live-world.ts';

/** One mistake that every tracker could make, put around it on purpose. */
export interface TrackerMutant {
  readonly name: string;
  readonly wrap: (tracker: Tracker) => Tracker;
}

export const trackerMutants: readonly TrackerMutant[] = [
  {
    name: 'asked a millisecond late',
    wrap: (tracker) => ({ ...bound(tracker), truth: (at, unit) => tracker.truth(at + 1, unit) }),
  },
  { name: 'never sets a timer', wrap: (tracker) => withTimers(tracker, () => undefined) },
  { name: 'sets its timer a millisecond late', wrap: (tracker) => withTimers(tracker, (until) => until + 1) },
  {
    name: 'ignores rows that come late',
    wrap: (tracker) => {
      let newest = Number.NEGATIVE_INFINITY;
      const isLate = (time: number): boolean => {
        if (time < newest) return true;
        newest = time;
        return false;
      };
      return {
        ...bound(tracker),
        event: (input, occurrence) => {
          if (!isLate(occurrence.time)) tracker.event?.(input, occurrence);
        },
        change: (property, change) => {
          if (!isLate(change.time)) tracker.change?.(property, change);
        },
      };
    },
  },
  {
    name: 'forgets what another unit brings along',
    wrap: (tracker) => ({ ...bound(tracker), absorb: () => undefined }),
  },
];

/**
 * The mistakes that cannot show in a kind, because what they spoil does nothing there. What a property is now does not change
 * with time, and of one property only the latest row counts; a share looks at two, so that there a late row of the other counts.
 * Who was first seen is known by the unit itself.
 */
export const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  property: [
    'asked a millisecond late',
    'never sets a timer',
    'sets its timer a millisecond late',
    'ignores rows that come late',
  ],
  'limit-share': ['asked a millisecond late', 'never sets a timer', 'sets its timer a millisecond late'],
  'first-seen': ['ignores rows that come late', 'forgets what another unit brings along'],
};

/** Runs `work` while every tracker of a kind makes a mistake. */
export function withTrackers<T>(kind: keyof typeof clauses, { wrap }: TrackerMutant, work: () => T): T {
  const reading = clauses[kind].live as { track: TrackedReading<never>['track'] };
  const { track } = reading;
  reading.track = (clause, typical) => wrapped(track(clause, typical), wrap);
  try {
    return work();
  } finally {
    reading.track = track;
  }
}

/** Wrapped trackers take over one another's inner ones. */
function wrapped(tracker: Tracker, wrap: TrackerMutant['wrap']): Tracker {
  const outer = wrap(tracker);
  const { absorb } = outer;
  inner.set(outer, tracker);
  outer.absorb = (other) => absorb.call(outer, inner.get(other) ?? other);
  return outer;
}

const inner = new WeakMap<Tracker, Tracker>();

/** With other timers, also for when its count changes. */
function withTimers(tracker: Tracker, change: (until: Instant) => Instant | undefined): Tracker {
  const changed = (until: Instant | undefined): Instant | undefined =>
    until === undefined ? undefined : change(until);
  const { count } = tracker as Partial<CountingTracker>;
  return {
    ...bound(tracker),
    ...(count && {
      count: (at: Instant, unit: UnitFacts) => {
        const counted = count.call(tracker, at, unit);
        return { count: counted.count, until: changed(counted.until) };
      },
    }),
    truth: (at, unit) => {
      const { holds, until } = tracker.truth(at, unit);
      return { holds, until: changed(until) };
    },
  };
}

function bound(tracker: Tracker): Tracker {
  const counting = tracker as Tracker & { readonly count?: (...args: never[]) => unknown };
  return {
    ...(tracker.event && { event: tracker.event.bind(tracker) }),
    ...(tracker.change && { change: tracker.change.bind(tracker) }),
    ...(counting.count && { count: counting.count.bind(tracker) }),
    absorb: tracker.absorb.bind(tracker),
    truth: tracker.truth.bind(tracker),
    value: tracker.value.bind(tracker),
    forget: tracker.forget.bind(tracker),
  };
}

/** Mistakes of the whole. */
export const membershipMutants: readonly { readonly name: string; readonly make: MakeMembership }[] = [
  {
    name: 'histories that are not joined',
    make: (options) =>
      new (class extends LiveMembership {
        override join(): void {}
      })(options),
  },
  {
    name: 'rows taken before their time',
    make: (options) =>
      new (class extends LiveMembership {
        override apply(events: readonly StoredEvent[]): void {
          super.apply(events, Number.MAX_SAFE_INTEGER);
        }
      })(options),
  },
  {
    name: 'time that stands still',
    make: (options) =>
      new (class extends LiveMembership {
        override advance(): boolean {
          return true;
        }
      })(options),
  },
  {
    name: 'transitions told with the instant after',
    make: (options) =>
      new LiveMembership({
        ...options,
        onTransition: (transition) => options.onTransition({ ...transition, at: transition.at + 1 }),
      }),
  },
  {
    name: 'exits that are not told',
    make: (options) =>
      new LiveMembership({
        ...options,
        onTransition: (transition) => {
          if (transition.entered) options.onTransition(transition);
        },
      }),
  },
  {
    name: "an account's sessions left with the users that had them",
    make: (options) =>
      new (class extends LiveMembership {
        override await(key: string): void {
          if (options.unit === 'user') super.await(key);
        }
      })(options),
  },
  {
    name: 'a parted history that stays as it was',
    make: (options) =>
      new (class extends LiveMembership {
        override await(): void {}
      })(options),
  },
];
