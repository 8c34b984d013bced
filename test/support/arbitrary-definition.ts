import fc from 'fast-check';
import {
  aggregate,
  MAX_AGGREGATE,
  numberComparison,
} from '../../packages/engine/src/define/clauses/event-aggregate/schema.ts';
import type { Together } from '../../packages/engine/src/define/clauses/event-count/schema.ts';
import { countComparison } from '../../packages/engine/src/define/clauses/event-count/schema.ts';
import type { ChainStep } from '../../packages/engine/src/define/clauses/sequence/schema.ts';
import type {
  ClauseNode,
  CohortDefinition,
  Condition,
} from '../../packages/engine/src/define/language/ast.ts';
import { conditionDepth, MAX_DEPTH } from '../../packages/engine/src/define/language/ast.ts';
import { DURATION_UNITS, type Duration } from '../../packages/engine/src/define/language/duration.ts';
import {
  LATEST_INSTANT,
  type PlainWindow,
  type Window,
} from '../../packages/engine/src/define/language/window.ts';
import type { EventSelector } from '../../packages/engine/src/define/selector/event-selector.ts';
import type {
  Comparison,
  PropertyFilter,
} from '../../packages/engine/src/define/selector/property-filter.ts';

/** Every valid definition: names of any characters, names that are words of the language, every operator and window. */
export function arbitraryDefinition(): fc.Arbitrary<CohortDefinition> {
  return fc.record({
    unit: fc.constantFrom('user' as const, 'account' as const),
    where: condition.filter((where) => conditionDepth(where) <= MAX_DEPTH),
  });
}

const name = fc.oneof(
  fc.constantFrom(
    'limit_hit',
    'plan',
    'in',
    'Then',
    'user.plan',
    'USER.x',
    'user',
    'a.b.$c',
    '__proto__',
    'toString',
  ),
  fc.constantFrom(
    'set',
    'time',
    'event',
    'of',
    'last',
    '2026-01-01',
    '3',
    'a"b',
    'a\\',
    'page-viewed',
    '[X] Page Viewed',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);
const text = fc.oneof(name, fc.constant(''));
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger())
  .map((value) => (value === 0 ? 0 : value));
const scalar = fc.oneof(text, number, fc.boolean());

const duration: fc.Arbitrary<Duration> = fc.record({
  amount: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1_000_000 })),
  unit: fc.constantFrom(...DURATION_UNITS),
});

const instant = fc.oneof(
  fc.integer({ min: 0, max: LATEST_INSTANT }),
  fc.integer({ min: 0, max: LATEST_INSTANT / 86_400_000 }).map((day) => day * 86_400_000),
  fc.integer({ min: 0, max: LATEST_INSTANT / 60_000 }).map((minute) => minute * 60_000),
  fc.integer({ min: 0, max: LATEST_INSTANT / 1_000 }).map((second) => second * 1_000),
);

const plainWindow: fc.Arbitrary<PlainWindow> = fc.oneof(
  duration.map((value): PlainWindow => ({ kind: 'last', duration: value })),
  fc
    .tuple(instant, instant)
    .filter(([a, b]) => a !== b)
    .map(([a, b]): PlainWindow => ({ kind: 'between', from: Math.min(a, b), to: Math.max(a, b) })),
  instant.map((from): PlainWindow => ({ kind: 'since', from })),
  fc.constant<PlainWindow>({ kind: 'ever' }),
);
const window: fc.Arbitrary<Window> = fc.oneof(
  plainWindow,
  duration.map((value): Window => ({ kind: 'first', duration: value })),
);

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({
    op: fc.constantFrom('is' as const, 'is-not' as const),
    values: fc.array(scalar, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    op: fc.constantFrom('greater' as const, 'at-least' as const, 'less' as const, 'at-most' as const),
    value: fc.oneof(text, number),
  }),
  fc.record({
    op: fc.constantFrom('contains' as const, 'does-not-contain' as const, 'starts-with' as const),
    values: fc.array(text, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ op: fc.constantFrom('is-set' as const, 'is-not-set' as const) }),
);

const filter: fc.Arbitrary<PropertyFilter> = fc
  .tuple(fc.record({ scope: fc.constantFrom('event' as const, 'user' as const), property: name }), comparison)
  .map(([of, compared]) => ({ ...of, ...compared }));

const selector: fc.Arbitrary<EventSelector> = fc.record({
  names: fc.array(name, { maxLength: 3 }),
  filters: fc.array(filter, { maxLength: 3 }),
});

function steps(minLength: number): fc.Arbitrary<ChainStep[]> {
  const later = fc
    .tuple(selector, fc.option(duration, { nil: undefined }))
    .map(([each, within]): ChainStep => (within ? { ...each, within } : each));
  return fc
    .tuple(selector, fc.array(later, { minLength: minLength - 1, maxLength: 3 }))
    .map(([first, others]) => [first, ...others]);
}

const clause: fc.Arbitrary<ClauseNode> = fc.oneof(
  fc.record({
    kind: fc.constant('event-count' as const),
    event: selector,
    op: fc.constantFrom('at-least', 'at-most', 'exactly', 'more-than', 'less-than', 'not-exactly'),
    count: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1_000_000_000 })),
    window,
  }),
  fc.record({
    kind: fc.constant('event-count' as const),
    event: selector,
    op: fc.constantFrom('at-least', 'more-than'),
    count: fc.integer({ min: 1, max: 1_000_000_000 }),
    together: fc.oneof(
      duration.map((each): Together => ({ kind: 'any', duration: each })),
      fc.constant<Together>({ kind: 'session' }),
    ),
    window,
  }),
  fc.record({
    kind: fc.constant('event-aggregate' as const),
    event: selector,
    aggregate: fc.constantFrom(...aggregate.options),
    scope: fc.constantFrom('event' as const, 'user' as const),
    property: name,
    op: fc.constantFrom(...numberComparison.options),
    value: number.filter((value) => Math.abs(value) <= MAX_AGGREGATE),
    window,
  }),
  fc.record(
    {
      kind: fc.constant('sequence' as const),
      steps: steps(2),
      within: duration,
      together: fc.constant({ kind: 'session' } as const),
      window,
    },
    { requiredKeys: ['kind', 'steps', 'window'] },
  ),
  fc.record({
    kind: fc.constant('not-followed' as const),
    steps: steps(1),
    without: selector,
    within: duration,
    window,
  }),
  fc
    .record(
      {
        steps: fc.array(selector, { minLength: 2, maxLength: 5 }),
        optional: fc.nat(1),
        step: fc.nat(4),
        side: fc.constantFrom('reached' as const, 'dropped' as const),
        order: fc.constantFrom('this' as const, 'any' as const, 'exact' as const),
        conversionWindow: fc.oneof(
          fc.record({
            amount: fc.integer({ min: 1, max: 366 }),
            unit: fc.constantFrom('day' as const, 'minute' as const),
          }),
          fc.record({ session: fc.constantFrom('sent' as const, 'pauses' as const) }),
        ),
        count: fc.constantFrom('units' as const, 'each' as const, 'totals' as const),
        excluded: fc.array(fc.record({ event: selector, ends: fc.constantFrom(0, 1, 2, 3) }), {
          maxLength: 3,
        }),
        holdConstant: fc.array(
          fc.record({ scope: fc.constantFrom('event' as const, 'user' as const), property: name }),
          {
            maxLength: 3,
          },
        ),
        firstDay: fc.record({ timeZone: fc.constantFrom('UTC', 'Europe/Berlin') }, { requiredKeys: [] }),
        window,
      },
      {
        requiredKeys: [
          'steps',
          'optional',
          'step',
          'side',
          'order',
          'conversionWindow',
          'count',
          'excluded',
          'holdConstant',
          'window',
        ],
      },
    )
    .map(({ steps, optional, step, side, order, count, excluded, ...others }) => {
      const isSession = 'session' in others.conversionWindow || others.holdConstant.length > 0;
      const chosen = 1 + (step % steps.length);
      const last = steps.length;
      return {
        kind: 'funnel' as const,
        ...others,
        steps: steps.map((each, i) =>
          order === 'this' && optional === 1 && i > 0 && i < last - 1 ? { ...each, optional: true } : each,
        ),
        bar: { step: chosen, side: chosen === 1 ? ('reached' as const) : side },
        // Equal steps in any order are refused: each is looked for in its own right here.
        order: order === 'any' && !allDiffer(steps) ? ('this' as const) : order,
        count: count === 'each' && !isSession ? ('units' as const) : count,
        exclusions:
          order === 'exact'
            ? []
            : excluded.map(({ event, ends }) => ({
                event,
                ...(ends % 2 === 1 && { after: 1 }),
                ...(ends >= 2 && { before: last }),
              })),
      };
    }),
  fc.record({
    kind: fc.constant('nth-time' as const),
    event: selector,
    n: fc.integer({ min: 1, max: 1_000 }),
    window,
  }),
  fc.record({ kind: fc.constant('property' as const), property: name, comparison }),
  fc.record({ kind: fc.constant('property-ever' as const), property: name, comparison, window }),
  fc.record({ kind: fc.constant('first-seen' as const), window: plainWindow }),
  fc.record({ kind: fc.constant('in-cohort' as const), cohort: name }),
  fc.record({
    kind: fc.constant('typical-count' as const),
    event: selector,
    percentile: fc.oneof(fc.constant(50), fc.integer({ min: 1, max: 99 })),
    cohort: name,
    window: plainWindow,
  }),
  fc.record(
    {
      kind: fc.constant('active-days' as const),
      event: selector,
      op: fc.constantFrom(...countComparison.options),
      days: fc.integer({ min: 0, max: 10_000 }),
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Etc/GMT+3', 'America/Argentina/Buenos_Aires'),
      window,
    },
    { requiredKeys: ['kind', 'event', 'op', 'days', 'window'] },
  ),
  fc.record({
    kind: fc.constant('trend' as const),
    event: selector,
    op: fc.constantFrom('at-least' as const, 'at-most' as const),
    factor: fc.oneof(fc.constantFrom(1, 2), fc.double({ min: 1e-300, max: 1_000_000, noNaN: true })),
    period: duration,
  }),
  fc.record({
    kind: fc.constant('limit-share' as const),
    property: name,
    op: fc.constantFrom('greater' as const, 'at-least' as const, 'less' as const, 'at-most' as const),
    percent: fc
      .oneof(fc.constantFrom(0, 80, 99.5), fc.double({ min: 0, max: 1_000_000, noNaN: true }))
      .map((p) => p || 0),
    of: name,
  }),
);

/** As the rule for any order tells steps apart. */
function allDiffer(steps: readonly EventSelector[]): boolean {
  const texts = steps.map(({ names, filters }) => JSON.stringify([[...names].sort(), filters]));
  return new Set(texts).size === texts.length;
}

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    clause,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      conditions: fc.array(tie('condition'), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('not' as const), condition: tie('condition') }),
  ),
}));
