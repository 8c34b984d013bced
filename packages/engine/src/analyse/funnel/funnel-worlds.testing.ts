import fc from 'fast-check';
import {
  smallWorld,
  WORLD_EVENTS,
  WORLD_START,
  WORLD_STEP_MS,
} from '../../../../../test/support/small-worlds.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import type { StoredEvent } from '../../model/event.ts';
import { MINUTE_MS } from '../../model/time.ts';
import { type FunnelSpec, funnelSpec } from './spec.ts';

/** Steps of the grid that a world's events lie on. */
export const STEPS = 12;

/** A world and a question about it, on a grid of 6 hours, or of 15 minutes so that pauses split it into sessions. */
export interface FunnelCase {
  readonly events: (project: string) => StoredEvent[];
  readonly spec: FunnelSpec;
}

/** What leaves few paths over: at most two of them at once, or nobody would get anywhere. */
const NARROWING = ['exact', 'exclusions', 'hold', 'session', 'newOnly', 'cohort'] as const;
type Narrowing = (typeof NARROWING)[number];

const event = (...names: string[]) => ({ names, filters: [] });
const selector = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORLD_EVENTS).map((name) => event(name)) },
  { weight: 2, arbitrary: fc.constant(event()) },
  { weight: 2, arbitrary: fc.constant(event('a', 'b')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 1).map((size) => ({
      names: [],
      filters: [{ scope: 'event' as const, property: 'size', op: 'is' as const, values: [size] }],
    })),
  },
);

const excluded = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORLD_EVENTS).map((name) => event(name)) },
  { weight: 1, arbitrary: selector },
);

const cohortOf = (name: string, unit: 'user' | 'account') =>
  ({
    unit,
    where: { kind: 'event-count', event: event(name), op: 'at-least', count: 1, window: { kind: 'ever' } },
  }) satisfies CohortDefinition;

const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const held = fc.constantFrom(
  { scope: 'event' as const, property: 'tags' },
  { scope: 'event' as const, property: 'size' },
  { scope: 'user' as const, property: 'plan' },
);

const asked = fc.record({
  unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
  steps: fc.oneof(
    fc.array(selector, { minLength: 2, maxLength: 2 }),
    fc.array(selector, { minLength: 3, maxLength: 3 }),
    fc.array(selector, { minLength: 3, maxLength: 4 }),
  ),
  optional: fc.constantFrom<number[]>([], [1], [1], [1, 2]),
  order: fc.constantFrom<'this' | 'any' | 'exact'>('this', 'this', 'any'),
  count: fc.constantFrom('units' as const, 'each' as const, 'totals' as const),
  exclusions: fc.array(fc.record({ event: excluded, after: fc.nat(2), length: fc.nat(2) }), {
    minLength: 1,
    maxLength: 2,
  }),
  hold: fc.uniqueArray(held, { minLength: 1, maxLength: 2 }),
  session: fc.constantFrom<'sent' | 'pauses' | undefined>('sent', 'pauses'),
  newOnly: fc.constantFrom<'in-range' | 'first-day' | undefined>('in-range', 'first-day'),
  from: fc.constantFrom(0, 0, 0, 1, 3),
  length: fc.integer({ min: 6, max: STEPS }),
  window: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 2, max: STEPS }).map((steps) => [steps, 0] as const) },
    { weight: 1, arbitrary: fc.constantFrom([0, 1] as const, [1, -1] as const, [1, 1] as const) },
  ),
  asOf: fc.oneof({ weight: 5, arbitrary: fc.constant(STEPS) }, { weight: 1, arbitrary: fc.nat(STEPS) }),
  cohort: fc.constant<string | undefined>('d'),
  membersAsOf: fc.constantFrom(undefined, undefined, 4),
  breakdown: fc.option(
    fc.record({
      of: fc.constantFrom(
        { scope: 'event' as const, property: 'size' },
        { scope: 'event' as const, property: 'tags' },
        { scope: 'user' as const, property: 'plan' },
        { scope: 'account' as const, property: 'tier' },
      ),
      limit: fc.constantFrom(1, 2, 10),
      step: fc.integer({ min: 1, max: 4 }),
      lists: fc.constantFrom('whole' as const, 'each' as const),
      hits: perhaps(
        fc.record({ event: selector, window: fc.constantFrom(undefined, { kind: 'ever' as const }) }),
      ),
    }),
    { nil: undefined },
  ),
  segments: perhaps(fc.constantFrom(['a', 'everyone'], ['b', 'a', 'everyone-else'])),
  timeToConvert: fc.constantFrom(
    undefined,
    {},
    {
      buckets: [
        { amount: 1, unit: 'millisecond' as const },
        { amount: 6, unit: 'hour' as const },
      ],
    },
  ),
  frequency: perhaps(fc.record({ event: perhaps(selector), before: fc.integer({ min: 2, max: 4 }) })),
  overTime: perhaps(fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const)),
});

/** Specs that do not fit together are mended, so that none is thrown away. */
export const funnelCase: fc.Arbitrary<FunnelCase> = fc
  .record({
    world: smallWorld(STEPS),
    further: fc.array(
      fc.record({
        tags: fc.option(fc.subarray(['x', 'y', 'z']), { nil: undefined }),
        session: fc.constantFrom(-1, 1, 1, 1, 1, 2),
        tier: fc.option(fc.constantFrom('small', 'large'), { nil: undefined }),
      }),
      { minLength: 40, maxLength: 40 },
    ),
    asked,
    kept: fc.oneof(
      fc.subarray([...NARROWING], { maxLength: 2 }),
      fc.constantFrom<readonly Narrowing[]>(
        ['exclusions'],
        ['exclusions', 'hold'],
        ['session'],
        ['session'],
        ['newOnly'],
        ['newOnly'],
      ),
    ),
  })
  .map(({ world, further, asked: wished, kept }) => {
    const wish = narrowed(wished, kept);
    const stepMs = wish.session === 'pauses' ? 15 * MINUTE_MS : WORLD_STEP_MS;
    return {
      events: (project) =>
        world(project).map((each, i) => {
          const { tags, session, tier } = further[i] ?? {};
          return {
            ...each,
            time: WORLD_START + Math.floor((each.time - WORLD_START) * (stepMs / WORLD_STEP_MS)),
            sessionId: session ?? -1,
            properties: tags === undefined ? each.properties : { ...each.properties, tags },
            accountUpdates: tier === undefined || each.accounts.length === 0 ? {} : { tier },
          };
        }),
      spec: specOf(wish, stepMs),
    };
  });

function narrowed(wish: Wish, kept: readonly Narrowing[]): Wish {
  const keeps = (option: Narrowing): boolean => kept.includes(option);
  return {
    ...wish,
    order: keeps('exact') ? 'exact' : wish.order,
    exclusions: keeps('exclusions') ? wish.exclusions : [],
    hold: keeps('hold') ? wish.hold : [],
    session: keeps('session') ? wish.session : undefined,
    newOnly: keeps('newOnly') ? wish.newOnly : undefined,
    cohort: keeps('cohort') ? wish.cohort : undefined,
  };
}

type Wish = typeof asked extends fc.Arbitrary<infer T> ? T : never;

function specOf(wish: Wish, stepMs: number): FunnelSpec {
  const at = (step: number): number => WORLD_START + step * stepMs;
  const steps = wish.steps.filter(
    (step, i) =>
      wish.order !== 'any' ||
      wish.steps.findIndex((other) => JSON.stringify(other) === JSON.stringify(step)) === i,
  );
  while (steps.length < 2) steps.push(event('a', 'b', 'c'));
  const last = steps.length;
  const isOptional = (i: number): boolean =>
    wish.order === 'this' && i > 0 && i < last - 1 && wish.optional.includes(i);
  const required = steps.flatMap((_, i) => (isOptional(i) ? [] : [i + 1]));
  const near = (step: number, least: number): number =>
    required.find((each) => each >= Math.max(step, least)) ?? last;
  const exclusions = wish.exclusions.map(({ event: excluded, after, length }) => {
    if (wish.order === 'any') return { event: excluded };
    const from = Math.min(after, required.length - 2);
    const to = Math.min(from + 1 + length, required.length - 1);
    return { event: excluded, after: required[from], before: required[to] };
  });
  const parts = wish.hold.length > 0 || wish.session !== undefined;
  const { breakdown } = wish;
  const parsed = funnelSpec.parse({
    kind: 'funnel',
    unit: wish.unit,
    steps: steps.map((step, i) => (isOptional(i) ? { ...step, optional: true } : step)),
    order: wish.order,
    count: wish.count === 'each' && !parts ? 'units' : wish.count,
    exclusions: wish.order === 'exact' ? [] : exclusions,
    holdConstant: wish.hold,
    newOnly: wish.newOnly,
    from: at(wish.from),
    to: at(wish.from + wish.length),
    conversionWindow: wish.session === undefined ? undefined : { session: wish.session },
    asOf: wish.asOf === STEPS ? at(STEPS) + 1 : at(wish.asOf),
    cohort: wish.cohort === undefined ? undefined : cohortOf(wish.cohort, wish.unit),
    membersAsOf: wish.membersAsOf === undefined ? undefined : at(wish.membersAsOf),
    breakdown: breakdown && {
      ...breakdown.of,
      limit: breakdown.limit,
      lists: breakdown.lists,
      ...(breakdown.hits ? { hits: breakdown.hits } : { step: near(breakdown.step, 1) }),
    },
    segments: wish.segments?.map((who, i) => ({
      name: `${i}`,
      ...(who.startsWith('everyone') ? { who } : { cohort: cohortOf(who, wish.unit) }),
    })),
    timeToConvert: wish.timeToConvert,
    frequency: wish.frequency && { event: wish.frequency.event, before: near(wish.frequency.before, 2) },
    overTime: wish.overTime && { interval: wish.overTime },
  });
  if (wish.session !== undefined) return parsed;
  // Longer than a duration of milliseconds may be written, and on the grid to the millisecond.
  const amount = wish.window[0] * stepMs + wish.window[1];
  return { ...parsed, conversionWindow: { amount, unit: 'millisecond' } };
}
