import fc from 'fast-check';
import { smallWorlds, WORLD_END, WORLD_NAMES, WORLD_START } from '../../../../../test/support/small-world.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import type { histories } from '../../define/reference/histories.ts';
import type { EventSelector } from '../../define/selector/event-selector.ts';
import type { StoredEvent } from '../../model/event.ts';
import type { History } from '../../model/history.ts';
import type { JourneySpec } from './spec.ts';

/** When questions about the worlds are asked. */
export const NOW = WORLD_END + 60 * 60_000;

/** Session ids that differ in bits far apart. */
const WIDE_SESSIONS: Readonly<Record<number, number>> = { 1: 1024, 2: 2048 };

export const did = (...names: string[]): EventSelector => ({ names, filters: [] });
export const planFree: CohortDefinition = {
  unit: 'user',
  where: { kind: 'property', property: 'plan', comparison: { op: 'is', values: ['free'] } },
};
export const COHORTS = {
  definition: (name: string) => (name === 'free' ? planFree : undefined),
};

/** Each world is asked each of these; together they use every field. */
export const SPECS: readonly object[] = [
  { anchor: did('a') },
  { anchor: did('a'), collapseRepeats: true, steps: 2, limit: 1 },
  { anchor: did('b'), withinSession: true, hide: ['c'], occurrence: 'first' },
  { anchor: did('a', 'b'), withinSession: true, collapseRepeats: true, hide: ['b', 'd'], limit: 2 },
  {
    anchor: did('a'),
    returnTo: { sameProperty: 'limit', within: { amount: 3, unit: 'hour' } },
    goal: { event: did('d'), within: { amount: 2, unit: 'hour' } },
  },
  {
    unit: 'account',
    anchor: did(),
    steps: 1,
    limit: 2,
    returnTo: { event: did('b'), within: { amount: 10, unit: 'minute' } },
  },
  {
    anchor: { names: ['a'], filters: [{ scope: 'event', property: 'limit', op: 'is', values: ['seats'] }] },
    window: { kind: 'last', duration: { amount: 5, unit: 'hour' } },
    asOf: WORLD_END - 60 * 60_000,
    goal: { event: did('a', 'c'), within: { amount: 1, unit: 'hour' } },
    occurrence: 'first',
  },
  {
    anchor: did('a'),
    cohort: 'free',
    before: { amount: 2, unit: 'hour' },
    after: { amount: 10, unit: 'minute' },
  },
  { anchor: did('a'), to: { event: did('b') } },
  {
    anchor: did('a'),
    to: { event: did('a', 'd'), within: { amount: 2, unit: 'hour' } },
    collapseRepeats: true,
  },
  { unit: 'account', anchor: did('c'), to: { event: did('b') }, window: { kind: 'ever' } },
  { anchor: did('c'), cohort: { ...planFree }, window: { kind: 'ever' }, asOf: WORLD_END - 2 * 60 * 60_000 },
];

const selector = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORLD_NAMES).map((name) => did(name)) },
  { weight: 1, arbitrary: fc.constantFrom(did(), did('a', 'b'), did('nowhere')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('seats', 3).map((value) => ({
      names: ['a'],
      filters: [{ scope: 'event' as const, property: 'limit', op: 'is' as const, values: [value] }],
    })),
  },
);
const time = fc.constantFrom(
  { amount: 1, unit: 'millisecond' },
  { amount: 10, unit: 'minute' },
  { amount: 30, unit: 'minute' },
  { amount: 2, unit: 'hour' },
  { amount: 9, unit: 'day' },
);
const expand = fc.constantFrom(
  { event: 'a', property: 'limit' },
  { event: 'b', scope: 'user', property: 'plan' },
  { event: 'c', property: 'n' },
);
const didB = (unit: 'user' | 'account'): CohortDefinition => ({
  unit,
  where: { kind: 'event-count', event: did('b'), op: 'at-least', count: 2, window: { kind: 'ever' } },
});
const namesIn = (groups: readonly { readonly events: readonly string[] }[] = []) =>
  groups.flatMap(({ events }) => events);
/** Specs of every shape. */
export const drawnSpec = fc
  .record(
    {
      unit: fc.constantFrom('user' as const, 'user' as const, 'account' as const),
      anchor: selector,
      window: fc.constantFrom(
        { kind: 'ever' },
        { kind: 'last', duration: { amount: 5, unit: 'hour' } },
        { kind: 'between', from: WORLD_START + 60 * 60_000, to: WORLD_START + 300 * 60_000 },
      ),
      asOf: fc.constantFrom(NOW, WORLD_END - 60 * 60_000, WORLD_START + 200 * 60_000),
      occurrence: fc.constantFrom('every', 'first'),
      before: time,
      after: time,
      withinSession: fc.boolean(),
      steps: fc.integer({ min: 1, max: 5 }),
      collapseRepeats: fc.boolean(),
      hide: fc.uniqueArray(fc.constantFrom(...WORLD_NAMES, 'both'), { maxLength: 2 }),
      groups: fc.constantFrom(
        [{ name: 'both', events: ['a', 'd'] }],
        [{ name: 'b', events: ['c'] }],
        [
          { name: 'c', events: ['d', 'nowhere'] },
          { name: 'both', events: ['a', 'b'] },
        ],
      ),
      expand: fc.uniqueArray(expand, { maxLength: 2, selector: ({ event }) => event }),
      limit: fc.integer({ min: 1, max: 4 }),
      to: fc.record(
        { event: selector, within: time, steps: fc.integer({ min: 0, max: 4 }) },
        { requiredKeys: ['event'] },
      ),
      returnTo: fc.record(
        { event: selector, sameProperty: fc.constantFrom('limit', 'n'), within: time },
        { requiredKeys: [] },
      ),
      workaround: selector,
      goal: fc.record({ event: selector, within: time }),
      hasSegments: fc.constantFrom(false, false, true),
      hasCohort: fc.constantFrom(false, false, true),
    },
    { requiredKeys: ['anchor', 'window', 'asOf'] },
  )
  .map(({ hasCohort, hasSegments, ...fields }) => ({
    ...fields,
    ...(hasSegments
      ? {
          segments: [
            { name: 'did b', cohort: didB(fields.unit ?? 'user') },
            { name: 'rest', who: 'everyone-else' },
            { name: 'all', who: 'everyone' },
          ],
        }
      : {}),
    ...(hasCohort ? { cohort: didB(fields.unit ?? 'user') } : {}),
    // What is in a group cannot be expanded.
    expand: fields.expand?.filter(({ event }) => !namesIn(fields.groups).includes(event)),
  }));

/** Small worlds; in the second one seqs and session ids need more bits than they have so far. */
export function journeyWorlds(count: number, seed: number): StoredEvent[][] {
  return smallWorlds(count, seed, 24).map((world, i) =>
    i === 1
      ? world.map((event) => ({
          ...event,
          seq: event.seq + 2 ** 52,
          sessionId: WIDE_SESSIONS[event.sessionId] ?? -1,
        }))
      : world,
  );
}

/** The histories that a spec looks at, out of all. */
export function lookedAt(spec: JourneySpec, all: ReturnType<typeof histories>, asOf: number): History[] {
  if (spec.cohort === undefined) return [...all.values()];
  const definition = typeof spec.cohort === 'string' ? planFree : (spec.cohort as CohortDefinition);
  const members = membersOf(definition, all, asOf, COHORTS);
  return [...all.values()].filter((history) => members.has(history.id));
}
