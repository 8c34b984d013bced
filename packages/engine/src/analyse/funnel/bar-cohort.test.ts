import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WORLD_START, WORLD_STEP_MS } from '../../../../../test/support/small-worlds.ts';
import type { FunnelPath } from '../../define/funnel/paths.ts';
import { funnelPaths } from '../../define/funnel/reference.ts';
import { durationMs } from '../../define/language/duration.ts';
import { printCohort } from '../../define/language/print.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import { histories } from '../../define/reference/histories.ts';
import type { HistoryEvent } from '../../model/history.ts';
import { HOUR_MS } from '../../model/time.ts';
import { ProblemError } from '../../util/problem-error.ts';
import { barCohort, type FunnelBar } from './bar-cohort.ts';
import { funnelCase, STEPS } from './funnel-worlds.testing.ts';
import { type FunnelPlan, planFunnel } from './plan.ts';
import { type FunnelSpec, funnelSpec } from './spec.ts';

const END = WORLD_START + STEPS * WORLD_STEP_MS;
/** Not UTC, so that days are told apart. */
const ZONE = 'Europe/Berlin';
const noCohorts = { definition: () => undefined };

/** The same question, over its range or over the last while, in whole hours, and not of members as of another instant. */
function sayable(spec: FunnelSpec, last: number | undefined): FunnelSpec {
  const { from, to, membersAsOf: _, ...rest } = spec;
  const others = { ...rest, conversionWindow: inHours(rest.conversionWindow) };
  return last === undefined
    ? { ...others, from, to }
    : { ...others, last: { amount: last * 6, unit: 'hour' } };
}

function inHours(within: FunnelSpec['conversionWindow']): FunnelSpec['conversionWindow'] {
  if ('session' in within) return within;
  const hours = Math.round(durationMs(within) / HOUR_MS);
  return hours === 0 ? within : { amount: hours, unit: 'hour' };
}

/** Who has a path that counts in the bar, said once more in the words of the answer. */
function inBar(
  paths: readonly FunnelPath<HistoryEvent>[],
  plan: FunnelPlan,
  { step, side }: FunnelBar,
): string[] {
  const required = plan.places.indexOf(step - 1);
  const left = plan.spec.steps.slice(0, step).filter(({ optional }) => optional).length - 1;
  const after = plan.places.filter((place) => place < step - 1).length;
  const units = paths
    .filter(({ events, optional }) => {
      if (required >= 0) return side === 'converted' ? events.length > required : events.length === required;
      const isDone = optional[left] !== undefined;
      return side === 'converted' ? isDone : events.length >= after && !isDone;
    })
    .map(({ unit }) => unit);
  return [...new Set(units)].sort();
}

describe('the users of a funnel’s bar as a cohort', () => {
  it('are those of the bar at every instant, with every option', { timeout: 120_000 }, () => {
    const seen = new Map<string, number>();
    const worlds = fc.sample(
      fc.tuple(funnelCase, fc.option(fc.integer({ min: 2, max: STEPS }), { nil: undefined })),
      { seed: 20260415, numRuns: 600 },
    );
    for (const [{ events, spec }, last] of worlds) {
      const made = events('bars');
      const asked = sayable(spec, last);
      const all = histories(made, asked.unit);
      for (const asOf of [WORLD_START + 5 * WORLD_STEP_MS, END]) {
        const plan = planFunnel({ ...asked, asOf }, { now: asOf, timeZone: ZONE, cohorts: noCohorts });
        const members = plan.cohort && membersOf(plan.cohort, all, asOf, noCohorts);
        const taking = [...all.values()].filter(
          ({ id, knownSince }) =>
            knownSince <= asOf &&
            (!members || members.has(id)) &&
            (!asked.newOnly || (knownSince >= plan.from && knownSince < plan.to)),
        );
        const paths = funnelPaths(plan, taking);
        const first = asked.segments?.find(({ cohort }) => cohort !== undefined);
        const inFirst =
          first && membersOf(first.cohort as NonNullable<typeof plan.cohort>, all, asOf, noCohorts);
        asked.steps.forEach(({ optional }, place) => {
          const step = place + 1;
          for (const bar of [
            { step, side: 'converted' as const },
            { step, side: 'converted' as const, segment: first?.name },
            ...(step > 1 ? [{ step, side: 'dropped' as const }] : []),
          ]) {
            const inSegment = (unit: string): boolean =>
              bar.segment === undefined || inFirst?.has(unit) === true;
            const wanted = inBar(paths, plan, bar).filter(inSegment);
            const definition = barCohort(asked, bar, ZONE);
            const found = [...membersOf(definition, all, asOf, noCohorts)];
            expect(found.sort(), `${printCohort(definition)}\n${JSON.stringify(asked)}`).toEqual(wanted);
            if (found.length === 0) continue;
            for (const option of optionsOf(asked, bar, optional === true))
              seen.set(option, (seen.get(option) ?? 0) + 1);
          }
        });
      }
    }
    const few = OPTIONS.filter((option) => (seen.get(option) ?? 0) < 10);
    expect(few, JSON.stringify([...seen])).toEqual([]);
  });

  it('reads as one would write it', () => {
    const text = (bar: FunnelBar, more = {}) => printCohort(barCohort(funnel(more), bar, ZONE));
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

  it('says what no sequence says as a funnel', () => {
    const text = (more: object, bar: FunnelBar = { step: 3, side: 'dropped' }) =>
      printCohort(barCohort(funnel(more), bar, ZONE));
    const steps = 'in funnel (wall then plans then pay) dropped at step 3';
    expect(text({ order: 'any' })).toContain(`${steps} in any order within 7 days, in the last 30 days`);
    expect(text({ order: 'exact' })).toContain(`${steps} in exact order within 7 days`);
    const chat = { names: ['chat'], filters: [] };
    expect(text({ exclusions: [{ event: chat, after: 2 }] })).toContain(
      'without chat after step 2, in the last',
    );
    expect(text({ holdConstant: [{ scope: 'event', property: 'x' }] })).toContain('with the same x');
    expect(text({ count: 'totals' })).toContain('counting totals');
    expect(text({ newOnly: 'first-day' })).toMatch(
      /on the first day of zone "Europe\/Berlin", in the last 30 days\s+and first seen/,
    );
    expect(text({ conversionWindow: { session: 'pauses' } })).toContain('in one session by pauses');
    expect(text({ last: undefined, from: 0, to: 86_400_000 })).toContain('between 1970-01-01 and 1970-01-02');
    const skipped = [named('wall'), { ...named('help'), optional: true }, named('pay')];
    expect(text({ steps: skipped }, { step: 2, side: 'dropped' })).toBe(
      'users who\n  in funnel (wall then optionally help then pay) dropped at step 2 within 7 days, in the last 30 days',
    );
    const many = Array.from({ length: 25 }, (_, i) => named(`s${i}`));
    expect(text({ steps: many }, { step: 25, side: 'converted' })).toContain('reached step 25');
    expect(text({ steps: many }, { step: 20, side: 'converted' })).not.toContain('in funnel');
  });

  it('is refused where there is no such bar, and for members as of another instant', () => {
    const path = (more: object, bar: FunnelBar = { step: 2, side: 'converted' }) => {
      try {
        return printCohort(barCohort(funnel(more), bar, ZONE));
      } catch (error) {
        return error instanceof ProblemError ? error.problems[0]?.path : error;
      }
    };
    expect(path({ membersAsOf: 5 })).toBe('membersAsOf');
    expect(path({}, { step: 4, side: 'converted' })).toBe('bar');
    expect(path({}, { step: 1, side: 'dropped' })).toBe('bar');
    expect(path({}, { step: 2, side: 'converted', segment: 'x' })).toBe('segment');
  });
});

const OPTIONS = [
  ...[
    'order this',
    'order any',
    'order exact',
    'count units',
    'count each',
    'count totals',
    'last',
    'between',
  ],
  ...['exclusions', 'held', 'session sent', 'session pauses', 'in-range', 'first-day', 'cohort', 'segment'],
  ...[
    'step left out',
    'dropped',
    'dropped where it was left out',
    'account',
    'as a funnel',
    'as plain clauses',
  ],
] as const;

/** What of the options there was somebody in a bar of. */
function optionsOf(spec: FunnelSpec, bar: FunnelBar, isOptional: boolean): string[] {
  const { order, count, last, exclusions, holdConstant, conversionWindow, newOnly, cohort, unit } = spec;
  const isDropped = bar.side === 'dropped';
  const isFunnel = printCohort(barCohort(spec, bar, ZONE)).includes('in funnel');
  return [
    `order ${order}`,
    `count ${count}`,
    last ? 'last' : 'between',
    ...(exclusions.length > 0 ? ['exclusions'] : []),
    ...(holdConstant.length > 0 ? ['held'] : []),
    ...('session' in conversionWindow ? [`session ${conversionWindow.session}`] : []),
    ...(newOnly ? [newOnly] : []),
    ...(cohort === undefined ? [] : ['cohort']),
    ...(bar.segment === undefined ? [] : ['segment']),
    ...(isOptional ? [isDropped ? 'dropped where it was left out' : 'step left out'] : []),
    ...(isDropped ? ['dropped'] : []),
    unit,
    isFunnel ? 'as a funnel' : 'as plain clauses',
  ];
}

function named(name: string) {
  return { names: [name], filters: [] };
}

function funnel(more: object): FunnelSpec {
  const steps = ['wall', 'plans', 'pay'].map(named);
  const last = { amount: 30, unit: 'day' };
  return funnelSpec.parse({
    kind: 'funnel',
    steps,
    last,
    conversionWindow: { amount: 7, unit: 'day' },
    ...more,
  });
}
