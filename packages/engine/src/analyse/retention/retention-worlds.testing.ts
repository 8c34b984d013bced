import fc from 'fast-check';
import {
  smallWorld,
  WORLD_EVENTS,
  WORLD_START,
  WORLD_STEP_MS,
} from '../../../../../test/support/small-worlds.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import type { StoredEvent } from '../../model/event.ts';
import { accountKey, userKey } from '../../model/key.ts';
import { DAY_MS } from '../../model/time.ts';
import { WEEKDAYS } from '../../util/calendar.ts';
import { type RetentionSpec, retentionSpec } from './spec.ts';

const STEPS = 44;
/** The instant as of which a question of a world is asked that names none. */
export const WORLD_LAST = WORLD_START + STEPS * WORLD_STEP_MS;

export const event = (...names: string[]) => ({ names, filters: [] });

export const did = (name: string) =>
  ({
    unit: 'user',
    where: { kind: 'event-count', event: event(name), op: 'at-least', count: 1, window: { kind: 'ever' } },
  }) satisfies CohortDefinition;

const selector = fc.oneof(
  fc.constantFrom(...WORLD_EVENTS).map((name) => event(name)),
  fc.constantFrom(event(), event('a', 'b'), event('a', 'c', 'd')),
);

const did3 = fc.constantFrom('a', 'b', 'c').map(did);
const segment = fc.oneof(
  did3.map((cohort) => ({ cohort })),
  did3.map((cohort) => ({ cohort })),
  fc.constant({ who: 'everyone' as const }),
);

/** Groups side by side, one way or another, or none. */
const groups: fc.Arbitrary<Pick<RetentionSpec, 'compare' | 'segments' | 'breakdown'>> = fc.oneof(
  fc.constant({}),
  fc.constantFrom(
    { compare: { cohort: did('b') } },
    { compare: { cohort: did('b'), baseline: did('c'), asOf: WORLD_START + 12 * WORLD_STEP_MS } },
  ),
  fc.tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([chosen, withRest]) => ({
    segments: [
      ...chosen.map((each, i) => ({ name: `s${i}`, ...each })),
      ...(withRest && chosen.some((each) => 'cohort' in each)
        ? [{ name: 'rest', who: 'everyone-else' as const }]
        : []),
    ],
  })),
  fc
    .record({
      by: fc.constantFrom(
        { scope: 'event' as const, property: 'size' },
        { scope: 'event' as const, property: 'tags' },
        { scope: 'event' as const, property: 'never sent' },
        { scope: 'user' as const, property: 'plan' },
        { scope: 'account' as const, property: 'tier' },
      ),
      limit: fc.constantFrom(1, 2, 10),
    })
    .map(({ by, limit }) => ({ breakdown: { ...by, limit } })),
);

const brackets = fc
  .uniqueArray(fc.nat(12), { minLength: 2, maxLength: 6 })
  .map((edges) => edges.toSorted((a, b) => a - b))
  .chain((edges) =>
    fc
      .array(fc.boolean(), { minLength: edges.length, maxLength: edges.length })
      .map((kept) =>
        edges.slice(1).flatMap((to, i) => (kept[i] || i === 0 ? [{ from: edges[i] ?? 0, to }] : [])),
      ),
  );

const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'] as const;

/** A world and questions of it: over days, or stretched so that there are weeks and months in it. */
export const retentionWorld = fc.constantFrom(1, 1, 1, 4).chain((stretch) => {
  const stepMs = stretch * WORLD_STEP_MS;
  const stretched = (each: StoredEvent): StoredEvent => ({
    ...each,
    time: WORLD_START + (each.time - WORLD_START) * stretch,
  });
  return fc.record({
    // Several at once, of the same few users.
    events: fc.array(smallWorld(STEPS), { minLength: 2, maxLength: 4 }).map(
      (worlds) => (project: string) =>
        enriched(
          worlds.flatMap((of) => of(project)),
          project,
        ).map(stretched),
    ),
    specs: fc.tuple(specOf(stepMs), specOf(stepMs), specOf(stepMs)),
    zone: fc.constantFrom(...zones),
  });
});

function specOf(stepMs: number): fc.Arbitrary<RetentionSpec> {
  const at = (step: number) => WORLD_START + step * stepMs;
  const range = fc
    .tuple(fc.nat(10), fc.integer({ min: 6, max: STEPS }))
    .map(([from, length]) => ({ from: at(from), to: at(from + length) }));
  return (
    fc
      .record({
        kind: fc.constant('retention' as const),
        unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
        start: fc.oneof(
          {
            weight: 3,
            arbitrary: fc
              .tuple(
                selector,
                range,
                fc.constantFrom('first' as const, 'first-ever' as const, 'recurring' as const),
              )
              .map(([chosen, span, which]) => ({ kind: 'event' as const, event: chosen, which, ...span })),
          },
          { weight: 1, arbitrary: range.map((span) => ({ kind: 'first-seen' as const, ...span })) },
          {
            weight: 1,
            arbitrary: fc.nat(20).map((step) => ({ kind: 'instant' as const, at: at(step) })),
          },
        ),
        return: selector,
        alsoReturn: fc.option(fc.array(selector, { minLength: 1, maxLength: 2 }), {
          nil: undefined,
          freq: 2,
        }),
        count: fc.constantFrom('on' as const, 'on-or-after' as const, 'streak' as const),
        intervals: fc.record({
          unit:
            stepMs === WORLD_STEP_MS
              ? fc.constant('day' as const)
              : fc.constantFrom('day' as const, 'week' as const, 'week' as const, 'month' as const),
          kind: fc.constantFrom('rolling' as const, 'calendar' as const),
          last: fc.integer({ min: 1, max: 9 }),
          brackets: fc.option(brackets, { nil: undefined, freq: 2 }),
          weekStart: fc.constantFrom(...WEEKDAYS),
        }),
        asOf: fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom(at(STEPS), at(STEPS) - 1, at(STEPS + 8)) },
          { weight: 1, arbitrary: fc.integer({ min: 10, max: STEPS }).map(at) },
        ),
        cohort: fc.constantFrom(...new Array<undefined>(6).fill(undefined), did('a')),
        membersAsOf: fc.constantFrom(undefined, undefined, at(16)),
        groups,
      })
      .map(({ groups: side, ...rest }) => ({ ...rest, ...side }))
      // What the schema refuses is no question.
      .filter((asked) => retentionSpec.safeParse(ofUnit(asked)).success)
      .map((asked) => retentionSpec.parse(ofUnit(asked)))
  );
}

/** The cohorts of a spec are of its unit. */
function ofUnit(asked: RetentionSpec): unknown {
  return JSON.parse(JSON.stringify(asked), (key, value) =>
    key === 'unit' && value === 'user' ? asked.unit : value,
  );
}

/** The events of a world with lists, several accounts, properties of accounts, twins, events that arrived long after all others, and one user turning out to be another. */
function enriched(events: readonly StoredEvent[], project: string): StoredEvent[] {
  // Above every seq of the world, and in half of the worlds past what fits into 64 bits beside the time.
  const apart = events.length % 2 > 0 ? 1_000_000 : 3 * 2 ** 51;
  const richer = events.flatMap((each, i) => {
    const tags = [undefined, ['x'], ['x', 'y', 'z'], ['y'], []][i % 5];
    const names = each.groups.account ?? [];
    const both = names.includes('account0') ? [...names, 'account1'] : [...names, 'account0'];
    const inSeveral = i % 4 === 1 && names.length === 1;
    const made: StoredEvent = {
      ...each,
      ...(inSeveral ? { groups: { account: both }, accounts: both.map(accountKey) } : {}),
      properties: { ...each.properties, ...(tags ? { tags } : {}) },
      accountUpdates:
        each.accounts.length > 0 && i % 3 > 0 ? { tier: i % 2 === 0 ? 'gold' : ['gold', 'silver'] } : {},
    };
    const later = { ...made, seq: made.seq + apart };
    return i % 9 === 4 ? [made, later] : [i % 9 === 5 ? later : made];
  });
  if (events.length % 3 > 0) return richer;
  const alias = storedEvent({ project, name: '$alias', by: 'user1', time: WORLD_START + 3 * DAY_MS });
  return [...richer, { ...alias, linkedKey: userKey('user2'), linkKind: 'alias' }];
}
