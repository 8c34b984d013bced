import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { clauseOfKind } from '../../../../../../test/parity/generate-definition.ts';
import {
  EVENT_NAMES,
  PROPERTY_NAMES,
  SESSIONS,
  TIMES,
  VALUES,
} from '../../../../../../test/parity/vocabulary.ts';
import { feedEvent } from '../../../../../../test/support/live-parity.ts';
import { NO_SESSION } from '../../../model/event.ts';
import type { History, HistoryEvent } from '../../../model/history.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../../model/time.ts';
import { must } from '../../../util/assert.ts';
import { groupsOf } from '../../funnel/groups.ts';
import { AnyOrderSweep, OrderedSweep } from '../../funnel/kept/sweep.ts';
import { pathsOf } from '../../funnel/paths.ts';
import { keyedEvents } from '../../funnel/reference.ts';
import { swept } from '../../funnel/swept.ts';
import { durationMs } from '../../language/duration.ts';
import type { Tracker } from '../../live/tracker.ts';
import { funnelLive } from './live.ts';
import { furthestStep, isInBar, planBar } from './plan.ts';
import type { FunnelClause } from './schema.ts';

const EVENTS = 220;
const FIRST = must(TIMES[0], 'a time');

/** What a unit did, in the order in which it becomes known: most of it at once, some of it late, and two users of it taking turns. */
const arrivals = fc
  .array(
    fc.record({
      gap: fc.constantFrom(0, 0, 1, MINUTE_MS, 10 * MINUTE_MS, 10 * MINUTE_MS, 31 * MINUTE_MS, HOUR_MS),
      name: fc.constantFrom(...EVENT_NAMES),
      sessionId: fc.constantFrom(NO_SESSION, ...SESSIONS),
      properties: fc.dictionary(fc.constantFrom(...PROPERTY_NAMES), fc.constantFrom(...VALUES), {
        maxKeys: 2,
      }),
      user: fc.constantFrom('1', '2'),
      late: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 90 }) }),
    }),
    { minLength: EVENTS, maxLength: EVENTS, size: 'max' },
  )
  .map((made) => {
    let time = FIRST;
    const happened = made.map(({ gap, late, ...each }, i) => {
      time += gap;
      return { event: { ...each, time, userProperties: each.properties, accounts: [] }, known: i + late };
    });
    return happened
      .toSorted((a, b) => a.known - b.known)
      .map(({ event }, seq): HistoryEvent => ({ ...event, seq }));
  });

describe('the live reading of funnel over long histories', () => {
  it('says what the sweep over all of them says, also of late events and after it was told to forget', {
    timeout: 300_000,
  }, () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(funnels, arrivals, fc.boolean(), (clause, events, forgets) => {
        const tracker = funnelLive.track(clause, undefined);
        const known: HistoryEvent[] = [];
        let latest = FIRST;
        for (const [i, event] of events.entries()) {
          feedEvent(tracker, funnelLive.inputs(clause), event);
          known.push(event);
          latest = Math.max(latest, event.time);
          if (i % 3 > 0) continue;
          assertSame(clause, tracker, known, latest, seen);
          if (forgets && i % 50 === 0) tracker.forget(latest);
        }
      }),
      { seed: 3, numRuns: 120 },
    );
    for (const holds of [true, false])
      for (const kind of KINDS) expect(seen, `${kind} ${holds}`).toContain(`${kind} ${holds}`);
  });

  it.each(['this', 'any', 'exact'] as const)(
    'looks at an event in %s order once, and again only for what comes late before it',
    (order) => {
      const clause = threeSteps(order);
      const take = vi.spyOn(order === 'any' ? AnyOrderSweep.prototype : OrderedSweep.prototype, 'take');
      try {
        const tracker = funnelLive.track(clause, undefined);
        const ask = (at: Instant) => tracker.truth(at, { knownSince: 0 });
        const input = (name: string) =>
          funnelLive.inputs(clause).events.findIndex((each) => each.selector.names[0] === name);
        const inputs = ['a', 'b', 'c'].map(input);
        const happens = (time: Instant, seq: number) => {
          tracker.event?.(must(inputs[seq % 2], 'input'), { time, seq, session: undefined, values: [] });
        };
        for (let i = 1; i <= 5_000; i += 1) {
          happens(i * 1_000, i);
          ask(i * 1_000);
        }
        expect(take).toHaveBeenCalledTimes(5_000);
        take.mockClear();
        for (let i = 1; i <= 100; i += 1) {
          happens(4_990_500, 10_000 + i);
          ask(5_000_000);
        }
        // Ten events are after it, those that came before it, and what lies between a checkpoint and it.
        expect(take.mock.calls.length).toBeLessThan(100 * (10 + 100 + 64));
      } finally {
        take.mockRestore();
      }
    },
  );
});

const KINDS = [
  'this units',
  'this totals',
  'any units',
  'any totals',
  'exact units',
  'exact totals',
  'this each',
  'any each',
  'optional',
];

/** Of those that parity is tried with, those whose windows and steps leave something to be found in a few days. */
const funnels = clauseOfKind('funnel').filter(
  (clause) => clause.kind === 'funnel' && clause.window.kind !== 'between',
) as fc.Arbitrary<FunnelClause>;

function assertSame(
  clause: FunnelClause,
  tracker: Tracker,
  known: readonly HistoryEvent[],
  latest: Instant,
  seen: Set<string>,
): void {
  const ordered = known.toSorted((a, b) => a.time - b.time || a.seq - b.seq);
  const knownSince = must(ordered[0], 'event').time;
  const history: History = { id: '1', knownSince, events: ordered, updates: [] };
  const { holds, until } = tracker.truth(latest, { knownSince });
  const wanted = pathsAt(clause, history, latest);
  expect(holds).toBe(wanted.holds);
  expect(tracker.value(latest, { knownSince })).toBe(wanted.furthest);
  const end = until ?? Number.POSITIVE_INFINITY;
  expect(end).toBeGreaterThan(latest);
  const later = [
    latest + 1,
    latest + HOUR_MS,
    latest + 100 * HOUR_MS,
    end - 1,
    ...windowEnds(clause, ordered),
  ];
  for (const at of later) if (at > latest && at < end) expect(pathsAt(clause, history, at).holds).toBe(holds);
  if (until !== undefined)
    expect(tracker.truth(until, { knownSince }).holds).toBe(pathsAt(clause, history, until).holds);
  const isOptional = clause.steps[clause.bar.step - 1]?.optional === true;
  seen.add(`${isOptional ? 'optional' : `${clause.order} ${clause.count}`} ${holds}`);
}

/** When the latest events leave a rolling window. */
function windowEnds({ window }: FunnelClause, events: readonly HistoryEvent[]): readonly Instant[] {
  if (window.kind !== 'last') return [];
  const { duration } = window;
  return events.slice(-3).map(({ time }) => time + durationMs(duration));
}

function pathsAt(clause: FunnelClause, history: History, at: Instant) {
  const plan = planBar(clause, 'user', at);
  const groups = groupsOf(keyedEvents(history, plan), plan);
  const paths = pathsOf({ id: '', knownSince: history.knownSince, groups }, plan, swept);
  return {
    holds: paths.some((path) => isInBar(path, plan)),
    furthest: paths.reduce((most, path) => Math.max(most, furthestStep(path, plan)), 0),
  };
}

function threeSteps(order: FunnelClause['order']): FunnelClause {
  return {
    kind: 'funnel',
    steps: ['a', 'b', 'c'].map((name) => ({ names: [name], filters: [] })),
    bar: { step: 3, side: 'reached' },
    order,
    conversionWindow: { amount: 1, unit: 'day' },
    count: 'units',
    exclusions: [],
    holdConstant: [],
    window: { kind: 'last', duration: { amount: 30, unit: 'day' } },
  };
}
