import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WORLD_START, WORLD_STEP_MS } from '../../../../../test/support/small-worlds.ts';
import { printCohort } from '../../define/language/print.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import { ProblemError } from '../../util/problem-error.ts';
import { barCohort, type FunnelBar } from './bar-cohort.ts';
import { funnelCase, STEPS } from './funnel-worlds.testing.ts';
import { planFunnel } from './plan.ts';
import { funnelPaths } from './reference-paths.ts';
import { type FunnelSpec, funnelSpec } from './spec.ts';

const END = WORLD_START + STEPS * WORLD_STEP_MS;
const noCohorts = { definition: () => undefined };

/** The same question as a cohort can be asked it: over the last while, without what it cannot say. */
function sayable(spec: FunnelSpec, steps: number): FunnelSpec {
  const { from: _, to: __, membersAsOf: ___, ...others } = spec;
  return {
    ...others,
    last: { amount: steps * 6, unit: 'hour' },
    order: 'this',
    count: 'units',
    exclusions: [],
    holdConstant: [],
    newOnly: spec.newOnly && 'in-range',
    conversionWindow: 'session' in spec.conversionWindow ? { session: 'sent' } : { amount: 12, unit: 'hour' },
  };
}

describe('the users of a funnel’s bar as a cohort', () => {
  it('are those of the bar at every instant', () => {
    let [hit, missed, segments] = [0, 0, 0];
    const worlds = fc.sample(fc.tuple(funnelCase, fc.integer({ min: 2, max: STEPS })), {
      seed: 20260415,
      numRuns: 400,
    });
    for (const [{ events, spec }, length] of worlds) {
      const made = events('bars');
      const asked = sayable(spec, length);
      const all = histories(made, asked.unit);
      for (const asOf of [WORLD_START + 5 * WORLD_STEP_MS, END]) {
        const plan = planFunnel({ ...asked, asOf }, { now: asOf, timeZone: 'UTC', cohorts: noCohorts });
        const members = plan.cohort && membersOf(plan.cohort, all, asOf, noCohorts);
        const taking = [...all.values()].filter(
          ({ id, knownSince }) =>
            knownSince <= asOf &&
            (!members || members.has(id)) &&
            (!asked.newOnly || (knownSince >= plan.from && knownSince < plan.to)),
        );
        const paths = funnelPaths(plan, taking);
        const first = asked.segments?.find(({ cohort }) => cohort !== undefined);
        const inFirst = first && new Set(taking.map(({ id }) => id).filter((id) => isIn(first.cohort, id)));
        function isIn(cohort: unknown, id: string): boolean {
          return membersOf(cohort as NonNullable<typeof plan.cohort>, all, asOf, noCohorts).has(id);
        }
        plan.places.forEach((place, step) => {
          for (const bar of [
            { step: place + 1, side: 'converted' as const },
            { step: place + 1, side: 'converted' as const, segment: first?.name },
            ...(step > 0 ? [{ step: place + 1, side: 'dropped' as const }] : []),
          ]) {
            const wanted = paths
              .filter(({ events: done, unit }) => {
                if (bar.segment !== undefined && !inFirst?.has(unit)) return false;
                return bar.side === 'converted' ? done.length > step : done.length === step;
              })
              .map(({ unit }) => unit);
            const definition = barCohort(asked, bar);
            const found = [...membersOf(definition, all, asOf, noCohorts)];
            expect(found.sort(), printCohort(definition)).toEqual(wanted.sort());
            if (found.length > 0) bar.side === 'dropped' ? missed++ : step > 0 && hit++;
            if (bar.segment !== undefined && found.length > 0) segments++;
          }
        });
      }
    }
    expect(Math.min(hit, missed, segments)).toBeGreaterThan(20);
  });

  it('reads as one would write it', () => {
    const text = (bar: FunnelBar, more = {}) => printCohort(barCohort(funnel(more), bar));
    expect(text({ step: 2, side: 'converted' })).toMatchInlineSnapshot(
      `"users who did wall then plans within 7 days, in the last 30 days"`,
    );
    expect(text({ step: 3, side: 'dropped' })).toMatchInlineSnapshot(`
      "users who
        did wall then plans within 7 days, in the last 30 days
        and did not do wall then plans then pay within 7 days, in the last 30 days"
    `);
    expect(
      text({ step: 1, side: 'converted' }, { cohort: 'trials', newOnly: 'in-range' }),
    ).toMatchInlineSnapshot(`
      "users who
        did wall in the last 30 days
        and first seen in the last 30 days
        and in cohort "trials""
    `);
  });

  it('is refused where it would not be exact, with the option that stands in the way', () => {
    const path = (more: object, bar: FunnelBar = { step: 2, side: 'converted' }) => {
      try {
        return printCohort(barCohort(funnel(more), bar));
      } catch (error) {
        return error instanceof ProblemError ? error.problems[0]?.path : error;
      }
    };
    expect(path({ last: undefined, from: 0, to: 9 })).toBe('last');
    expect(path({ order: 'any' })).toBe('order');
    expect(path({ order: 'exact' })).toBe('order');
    expect(path({ exclusions: [{ event: { names: ['chat'], filters: [] } }] })).toBe('exclusions');
    expect(path({ holdConstant: [{ scope: 'event', property: 'x' }] })).toBe('holdConstant');
    expect(path({ count: 'totals' })).toBe('count');
    expect(path({ newOnly: 'first-day' })).toBe('newOnly');
    expect(path({ conversionWindow: { session: 'pauses' } })).toBe('conversionWindow');
    expect(path({ membersAsOf: 5 })).toBe('membersAsOf');
    expect(path({}, { step: 4, side: 'converted' })).toBe('bar');
    expect(path({}, { step: 1, side: 'dropped' })).toBe('bar');
    expect(path({}, { step: 2, side: 'converted', segment: 'x' })).toBe('segment');
  });
});

function funnel(more: object): FunnelSpec {
  const steps = ['wall', 'plans', 'pay'].map((name) => ({ names: [name], filters: [] }));
  const last = { amount: 30, unit: 'day' };
  return funnelSpec.parse({
    kind: 'funnel',
    steps,
    last,
    conversionWindow: { amount: 7, unit: 'day' },
    ...more,
  });
}
