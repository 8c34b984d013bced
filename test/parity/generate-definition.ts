import fc from 'fast-check';
import {
  aggregate,
  numberComparison,
} from '../../packages/engine/src/define/clauses/event-aggregate/schema.ts';
import {
  countComparison,
  type Together,
} from '../../packages/engine/src/define/clauses/event-count/schema.ts';
import type { FunnelClause } from '../../packages/engine/src/define/clauses/funnel/schema.ts';
import type { ClauseKind } from '../../packages/engine/src/define/clauses/registry.ts';
import type { ChainStep } from '../../packages/engine/src/define/clauses/sequence/schema.ts';
import type {
  ClauseNode,
  CohortDefinition,
  Condition,
} from '../../packages/engine/src/define/language/ast.ts';
import type { PlainWindow, Window } from '../../packages/engine/src/define/language/window.ts';
import type { EventSelector } from '../../packages/engine/src/define/selector/event-selector.ts';
import type {
  Comparison,
  PropertyFilter,
} from '../../packages/engine/src/define/selector/property-filter.ts';
import { EVENT_NAMES, PROPERTY_NAMES, SCALARS, TIME_ZONES, TIMES } from './vocabulary.ts';

const duration = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      { amount: 1, unit: 'millisecond' } as const,
      { amount: 1, unit: 'hour' } as const,
      { amount: 2, unit: 'hour' } as const,
      { amount: 1, unit: 'day' } as const,
    ),
  },
  { weight: 1, arbitrary: fc.constant({ amount: 1_000_000, unit: 'week' } as const) },
);

const at = fc.constantFrom(...TIMES);

const plainWindow: fc.Arbitrary<PlainWindow> = fc.oneof(
  { weight: 4, arbitrary: duration.map((each) => ({ kind: 'last', duration: each }) as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('between' as const), from: at, to: at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('since' as const), from: at }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'ever' } as const) },
);

const window: fc.Arbitrary<Window> = fc.oneof(
  { weight: 8, arbitrary: plainWindow },
  { weight: 2, arbitrary: duration.map((each) => ({ kind: 'first', duration: each }) as const) },
);

/** Mostly a wide one, so that it is not the window alone that decides. */
const wideWindow = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'ever' } as const) },
  { weight: 1, arbitrary: window },
);

const texts = SCALARS.filter((value) => typeof value === 'string');
const ordered = SCALARS.filter((value) => typeof value !== 'boolean');

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({
    op: fc.constantFrom('is' as const, 'is-not' as const),
    values: fc.array(fc.constantFrom(...SCALARS), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    op: fc.constantFrom('greater' as const, 'at-least' as const, 'less' as const, 'at-most' as const),
    value: fc.constantFrom(...ordered),
  }),
  fc.record({
    op: fc.constantFrom('contains' as const, 'does-not-contain' as const, 'starts-with' as const),
    values: fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ op: fc.constantFrom('is-set' as const, 'is-not-set' as const) }),
);

const filter: fc.Arbitrary<PropertyFilter> = fc
  .tuple(fc.constantFrom('event' as const, 'user' as const), fc.constantFrom(...PROPERTY_NAMES), comparison)
  .map(([scope, property, rest]) => ({ scope, property, ...rest }));

const selector: fc.Arbitrary<EventSelector> = fc.record({
  names: fc.subarray([...EVENT_NAMES], { minLength: 0, maxLength: 2 }),
  filters: fc.oneof(
    { weight: 5, arbitrary: fc.array(filter, { maxLength: 0 }) },
    { weight: 1, arbitrary: fc.array(filter, { minLength: 1, maxLength: 2 }) },
  ),
});

const together: fc.Arbitrary<Together> = fc.oneof(
  duration.map((each) => ({ kind: 'any', duration: each }) as const),
  fc.constant({ kind: 'session' } as const),
);

/** What narrows a clause down so far that too little would hold if it were always there. */
function seldom<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** A chain's steps, each but the first sometimes soon after the one before. */
function steps(minLength: number): fc.Arbitrary<ChainStep[]> {
  const first = selector.map((each): ChainStep => each);
  const later = fc
    .tuple(selector, seldom(duration))
    .map(([each, within]): ChainStep => (within ? { ...each, within } : each));
  return fc
    .tuple(first, fc.array(later, { minLength: minLength - 1, maxLength: 3, size: 'xsmall' }))
    .map(([one, others]) => [one, ...others]);
}

const heldProperty = fc
  .tuple(fc.constantFrom('event' as const, 'user' as const), fc.constantFrom(...PROPERTY_NAMES))
  .map(([scope, property]) => ({ scope, property }));

/** Options that leave few units over: mostly none or one of them. */
const NARROWING = ['exclusions', 'hold', 'session', 'exact', 'first-day'] as const;

const wishedFunnel = fc.record({
  steps: fc.array(selector, { minLength: 2, maxLength: 3, size: 'max' }),
  /** Left out: the step between the first two. */
  optional: seldom(fc.array(selector, { minLength: 1, maxLength: 2, size: 'max' })),
  step: fc.nat(4),
  side: fc.constantFrom('reached' as const, 'dropped' as const),
  isAnyOrder: fc.constantFrom(false, false, true),
  duration: duration.filter(({ amount }) => amount < 1_000),
  session: fc.constantFrom('sent' as const, 'pauses' as const),
  count: fc.constantFrom('units' as const, 'each' as const, 'totals' as const),
  exclusions: fc.array(
    fc.record({
      event: fc.constantFrom(...EVENT_NAMES).map((name) => ({ names: [name], filters: [] })),
      after: fc.constantFrom(undefined, 1),
      before: fc.constantFrom(undefined, 2),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  hold: fc.array(heldProperty, { minLength: 1, maxLength: 2 }),
  zone: fc.constantFrom(undefined, ...TIME_ZONES),
  kept: fc.oneof(
    { weight: 1, arbitrary: fc.constant<(typeof NARROWING)[number][]>([]) },
    { weight: 3, arbitrary: fc.constantFrom(...NARROWING).map((one) => [one]) },
    { weight: 1, arbitrary: fc.subarray([...NARROWING], { minLength: 2, maxLength: 2 }) },
  ),
  window: wideWindow,
});

/** Wishes that do not fit together are mended, so that none is thrown away. */
const funnel: fc.Arbitrary<FunnelClause> = wishedFunnel.map((wish) => {
  const keeps = (option: (typeof NARROWING)[number]): boolean => wish.kept.includes(option);
  const order = keeps('exact') ? 'exact' : wish.isAnyOrder ? 'any' : 'this';
  const different = wish.steps.filter(
    (step, i) => wish.steps.findIndex((other) => sameEvents(other, step)) === i,
  );
  const [first, ...others] = order === 'any' ? different : wish.steps;
  const second = { names: ['view', 'limit', 'export'], filters: [] };
  const optional = order === 'this' ? (wish.optional ?? []).map((each) => ({ ...each, optional: true })) : [];
  const steps: FunnelClause['steps'] = [
    first ?? second,
    ...optional,
    ...(others.length === 0 ? [second] : others),
  ];
  const step = 1 + (wish.step % steps.length);
  const isOfParts = keeps('hold') || keeps('session');
  const later = optional.length + 2;
  return {
    kind: 'funnel',
    steps,
    bar: { step, side: step === 1 ? 'reached' : wish.side },
    order,
    conversionWindow: keeps('session') ? { session: wish.session } : wish.duration,
    count: wish.count === 'each' && !isOfParts ? 'units' : wish.count,
    exclusions:
      keeps('exclusions') && order !== 'exact'
        ? wish.exclusions.map(({ event, after, before }) => ({
            event,
            ...(after !== undefined && { after }),
            ...(before !== undefined && (order === 'this' || steps.length === 2) && { before: later }),
          }))
        : [],
    holdConstant: keeps('hold') ? wish.hold : [],
    ...(keeps('first-day') && { firstDay: wish.zone === undefined ? {} : { timeZone: wish.zone } }),
    window: wish.window,
  };
});

/** As the rule for any order tells them apart. */
function sameEvents(one: EventSelector, other: EventSelector): boolean {
  return (
    JSON.stringify([[...one.names].sort(), one.filters]) ===
    JSON.stringify([[...other.names].sort(), other.filters])
  );
}

/** One arbitrary for each kind of clause: a new kind does not compile until it is generated here. */
const generators: {
  readonly [Kind in ClauseKind]: (cohorts: readonly string[]) => fc.Arbitrary<ClauseNode>;
} = {
  'event-count': () =>
    fc.oneof(
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('event-count' as const),
          event: selector,
          op: fc.constantFrom(...countComparison.options),
          count: fc.integer({ min: 0, max: 3 }),
          window: wideWindow,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('event-count' as const),
          event: selector,
          op: fc.constantFrom('at-least' as const, 'more-than' as const),
          count: fc.integer({ min: 1, max: 2 }),
          together,
          window: wideWindow,
        }),
      },
    ),
  'event-aggregate': () =>
    fc.record({
      kind: fc.constant('event-aggregate' as const),
      event: selector,
      aggregate: fc.constantFrom(...aggregate.options),
      scope: fc.constantFrom('event' as const, 'user' as const),
      property: fc.constantFrom(...PROPERTY_NAMES),
      op: fc.constantFrom(...numberComparison.options),
      value: fc.constantFrom(-1, 0, 1, 2, 2.5, 2.75, 3, 4, 5.5, 6),
      window: wideWindow,
    }),
  property: () =>
    fc.record({
      kind: fc.constant('property' as const),
      property: fc.constantFrom(...PROPERTY_NAMES),
      comparison,
    }),
  sequence: () =>
    fc.record({
      kind: fc.constant('sequence' as const),
      steps: steps(2),
      within: fc.option(duration, { nil: undefined }),
      together: seldom(fc.constant({ kind: 'session' } as const)),
      window: wideWindow,
    }),
  'not-followed': () =>
    fc.record({
      kind: fc.constant('not-followed' as const),
      steps: steps(1),
      without: selector,
      within: duration,
      window: wideWindow,
    }),
  funnel: () => funnel,
  'nth-time': () =>
    fc.record({
      kind: fc.constant('nth-time' as const),
      event: selector,
      n: fc.integer({ min: 1, max: 4 }),
      window: wideWindow,
    }),
  'first-seen': () => fc.record({ kind: fc.constant('first-seen' as const), window: plainWindow }),
  'in-cohort': (cohorts) =>
    cohorts.length === 0
      ? fc.record({ kind: fc.constant('first-seen' as const), window: plainWindow })
      : fc.record({ kind: fc.constant('in-cohort' as const), cohort: fc.constantFrom(...cohorts) }),
  'active-days': () =>
    fc.record({
      kind: fc.constant('active-days' as const),
      event: selector,
      op: fc.constantFrom(...countComparison.options),
      days: fc.integer({ min: 0, max: 3 }),
      timeZone: fc.constantFrom(undefined, ...TIME_ZONES),
      window: wideWindow,
    }),
  trend: () =>
    fc.record({
      kind: fc.constant('trend' as const),
      event: selector,
      op: fc.constantFrom('at-least' as const, 'at-most' as const),
      factor: fc.constantFrom(0.5, 1, 1.5, 2),
      period: duration,
    }),
  'limit-share': () =>
    fc.record({
      kind: fc.constant('limit-share' as const),
      property: fc.constantFrom(...PROPERTY_NAMES),
      op: fc.constantFrom('greater' as const, 'at-least' as const, 'less' as const, 'at-most' as const),
      percent: fc.constantFrom(0, 250 / 3, 100, 120),
      of: fc.constantFrom(...PROPERTY_NAMES),
    }),
  'typical-count': (cohorts) =>
    cohorts.length === 0
      ? fc.record({ kind: fc.constant('first-seen' as const), window: plainWindow })
      : fc.record({
          kind: fc.constant('typical-count' as const),
          event: selector,
          percentile: fc.constantFrom(1, 33, 50, 67, 99),
          cohort: fc.constantFrom(...cohorts),
          window: plainWindow,
        }),
  'property-ever': () =>
    fc.record({
      kind: fc.constant('property-ever' as const),
      property: fc.constantFrom(...PROPERTY_NAMES),
      comparison,
      window: wideWindow,
    }),
};

/** How often a kind comes: the more can go wrong with it, the more often. */
const WEIGHTS: Readonly<Record<ClauseKind, number>> = {
  'event-count': 3,
  'event-aggregate': 3,
  property: 2,
  sequence: 4,
  'not-followed': 2,
  funnel: 4,
  'nth-time': 2,
  'first-seen': 1,
  'in-cohort': 1,
  'active-days': 2,
  trend: 2,
  'limit-share': 2,
  'property-ever': 2,
  'typical-count': 2,
};

function clause(cohorts: readonly string[], kind?: ClauseKind): fc.Arbitrary<ClauseNode> {
  if (kind) return generators[kind](cohorts);
  return fc.oneof(
    ...Object.entries(generators).map(([kind, generate]) => ({
      weight: WEIGHTS[kind as ClauseKind],
      arbitrary: generate(cohorts),
    })),
  );
}

/** A clause of one kind, which names no cohort. */
export function clauseOfKind(kind: ClauseKind): fc.Arbitrary<ClauseNode> {
  return generators[kind]([]);
}

/** A condition at most three levels deep, over any clause and the cohorts named. */
function condition(cohorts: readonly string[]): fc.Arbitrary<Condition> {
  return fc.letrec<{ any: Condition }>((tie) => {
    const parts = fc.array(tie('any'), { minLength: 2, maxLength: 3 });
    return {
      any: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        { weight: 5, arbitrary: clause(cohorts) },
        { weight: 2, arbitrary: parts.map((conditions) => ({ kind: 'all', conditions }) as const) },
        { weight: 2, arbitrary: parts.map((conditions) => ({ kind: 'any', conditions }) as const) },
        { weight: 2, arbitrary: tie('any').map((inner) => ({ kind: 'not', condition: inner }) as const) },
      ),
    };
  }).any;
}

export interface Definitions {
  readonly cohorts: Readonly<Record<string, CohortDefinition>>;
  readonly definitions: readonly CohortDefinition[];
}

/**
 * Two named cohorts, the second free to refer to the first; a definition of one clause alone, where a mistake shows best, and
 * one of several that may refer to both cohorts. One unit for all. With `kind` the one clause is of that kind.
 */
export function definitions(kind?: ClauseKind): fc.Arbitrary<Definitions> {
  return fc.constantFrom('user' as const, 'user' as const, 'account' as const).chain((unit) => {
    const of = (where: fc.Arbitrary<Condition>): fc.Arbitrary<CohortDefinition> =>
      where.map((each) => ({ unit, where: each }));
    return fc.record({
      cohorts: fc.record({ first: of(condition([])), second: of(condition(['first'])) }),
      definitions: fc
        .tuple(of(clause(['first', 'second'], kind)), of(condition(['first', 'second'])))
        .map((both): readonly CohortDefinition[] => both),
    });
  });
}
